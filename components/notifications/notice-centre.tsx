import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ShownNotice } from '#lib/notifications/notice-centre.ts'
import { formatInstant } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** How many stand open; a year of bills and receipts is many screens. */
const NEWEST = 12

/** What somebody was told: when, in the reader's language, and where it leads. */
export function NoticeCentre({ notices, locale }: { notices: readonly ShownNotice[]; locale: Locale }) {
  const t = textsFor(locale, 'notifications')
  if (notices.length === 0) return <EmptyCard icon="chat" lead={t('none')} />
  const earlier = notices.slice(NEWEST)
  return (
    <Card>
      <Notices notices={notices.slice(0, NEWEST)} locale={locale} />
      {earlier.length > 0 && (
        <details className="group mt-2 border-t border-line">
          <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg font-semibold text-primary [&::-webkit-details-marker]:hidden">
            {t('earlier', { count: earlier.length })}
            <Icon name="down" className="size-5 group-open:rotate-180" />
          </summary>
          <Notices notices={earlier} locale={locale} />
        </details>
      )}
    </Card>
  )
}

function Notices({ notices, locale }: { notices: readonly ShownNotice[]; locale: Locale }) {
  const t = textsFor(locale, 'notifications')
  return (
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
          <p className={`wrap-anywhere ${isRead ? '' : 'font-semibold'}`}>{inLanguage(text, locale)}</p>
          {href && (
            <a href={href} className="link inline-flex min-h-11 items-center">
              {t('open')}
            </a>
          )}
        </li>
      ))}
    </ol>
  )
}
