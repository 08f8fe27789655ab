import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { OpenFlag, OpenFlags } from '#lib/metering/validation/open-flags.ts'
import { formatDay } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'
import { flagText } from './flag-text.ts'

type Props = { open: OpenFlags; rule: OpenFlag['rule'] | null; locale: Locale }

/** Readings of the office that were flagged and wait for a look, of one rule or all. */
export function FlagsCard({ open: { counts, flags }, rule, locale }: Props) {
  const t = textsFor(locale, 'validation')
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  const listed = counts.find((one) => one.rule === rule)?.count ?? all
  return (
    <Card title={t('cardTitle')} id="flags">
      <p className="mb-2 text-small text-text-2">{t('cardLead')}</p>
      {all === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <>
          <Rules counts={[{ rule: null, count: all }, ...counts]} current={rule} locale={locale} />
          <ul>
            {flags.map((flag) => (
              <FlagItem key={`${flag.meterId} ${flag.on} ${flag.rule}`} flag={flag} locale={locale} />
            ))}
          </ul>
          {listed > flags.length && (
            <p className="mt-3 text-small text-text-2">{t('newest', { count: flags.length })}</p>
          )}
        </>
      )}
    </Card>
  )
}

function FlagItem({ flag, locale }: { flag: OpenFlag; locale: Locale }) {
  return (
    <li className="grid grid-cols-1 gap-x-4 border-b border-line py-2 last:border-b-0 md:grid-cols-[24rem_1fr] md:items-baseline">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <a
          href={`/desk/incoming/${flag.connectionId}/${flag.on}`}
          className="inline-flex min-h-11 items-center font-semibold text-primary"
        >
          {formatDay(flag.on, locale)}
        </a>
        <strong>{textsFor(locale, 'validation')(`rule_${flag.rule}`)}</strong>
        <span className="text-small text-text-2">
          <span lang="en">{flag.meterNo}</span> · <Name locale={locale}>{flag.subdivision}</Name>
        </span>
      </div>
      <p>{flagText(flag, locale)}</p>
    </li>
  )
}

type Counted = { rule: OpenFlag['rule'] | null; count: number }

function Rules({ counts, current, locale }: { counts: Counted[]; current: OpenFlag['rule'] | null; locale: Locale }) {
  const t = textsFor(locale, 'validation')
  return (
    <nav aria-label={t('which')} className="mb-1 flex flex-wrap gap-x-4">
      {counts.map(({ rule, count }) => (
        <a
          key={rule ?? 'all'}
          href={rule ? `/desk/incoming?rule=${rule}#flags` : '/desk/incoming#flags'}
          aria-current={rule === current ? 'true' : undefined}
          className={`inline-flex min-h-11 items-center text-small font-semibold ${rule === current ? 'text-text underline underline-offset-4' : 'text-primary'}`}
        >
          {t('counted', { rule: t(rule ? `rule_${rule}` : 'all'), count: groupIndian(String(count)) })}
        </a>
      ))}
    </nav>
  )
}
