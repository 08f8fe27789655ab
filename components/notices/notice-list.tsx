import { Badge } from '#components/ui/badge.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OfficeNotice } from '#lib/notices/office-notices.ts'
import { formatPeriod } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

const KINDS = { TO_COME: 'info', SHOWN: 'ok', ENDED: 'quiet', WITHDRAWN: 'quiet' } as const

/** Notices of the office, each with its days and state; what is told or to come can be withdrawn. */
export function NoticeList({ notices, locale }: { notices: readonly OfficeNotice[]; locale: Locale }) {
  const t = textsFor(locale, 'notices')
  if (notices.length === 0)
    return (
      <Card>
        <p className="text-text-2">{t('none')}</p>
      </Card>
    )
  return (
    <Card>
      <ul className="-my-3">
        {notices.map(({ id, textHi, textEn, fromOn, untilOn, state, subdivision, office, publishedBy }) => (
          <li key={id} className="border-b border-line py-3 last:border-b-0">
            <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-small text-text-2">
              <span>
                {formatPeriod(fromOn, untilOn, locale)} · <Name locale={locale}>{subdivision ?? office}</Name> ·{' '}
                <Name locale={locale}>{publishedBy ?? '–'}</Name>
              </span>
              <Badge kind={KINDS[state]}>{t(`state_${state}`)}</Badge>
            </p>
            <p lang="hi">{textHi}</p>
            <p lang="en">{textEn}</p>
            {(state === 'SHOWN' || state === 'TO_COME') && (
              <form method="post" action="/api/desk/notices/withdraw" className="mt-2">
                <input type="hidden" name="notice" value={id} />
                <SubmitButton look="text">{t('withdraw')}</SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
