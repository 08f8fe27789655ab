import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ShownNotice } from '#lib/notifications/notice-centre.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What somebody was told: when, in the reader's language, and where it leads. */
export function NoticeCentre({ notices, locale }: { notices: readonly ShownNotice[]; locale: Locale }) {
  const t = textsFor(locale, 'notifications')
  if (notices.length === 0)
    return (
      <Card>
        <p className="text-text-2">{t('none')}</p>
      </Card>
    )
  return (
    <Card>
      <ol className="-my-3">
        {notices.map(({ id, text, href, at, isRead }) => (
          <li key={id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-small text-text-2">
              <time dateTime={at.toISOString()}>{formatInstant(at, locale)}</time>
              {!isRead && (
                <Badge kind="info" icon="info">
                  {t('new')}
                </Badge>
              )}
            </p>
            <p className={`wrap-anywhere ${isRead ? '' : 'font-semibold'}`}>{text[locale]}</p>
            {href && (
              <a href={href} className="link inline-flex min-h-11 items-center">
                {t('open')}
              </a>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
