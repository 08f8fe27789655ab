import { Badge } from '#components/ui/badge.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Method } from '#lib/metering/estimation/plan-estimate.ts'
import type { DayFlag, FlaggedMeter } from '#lib/metering/validation/flagged-day.ts'
import type { Locale } from '#lib/units/locale.ts'
import { EstimateCard } from './estimate-card.tsx'
import { flagText } from './flag-text.ts'
import { FlaggedBlocks } from './flagged-blocks.tsx'
import { RefusedCard } from './refused-card.tsx'

type Props = { meter: FlaggedMeter; subdivision: string; method: Method | null; locale: Locale }

/** The flags of a meter's day, its blocks, and what could be estimated of them. */
export function FlaggedMeterCards({ meter, subdivision, method: asked, locale }: Props) {
  const t = textsFor(locale, 'validation')
  const { flags, refused, blocks, plans } = meter
  // A line is the smaller guess where it may be drawn.
  const method = asked ?? (plans?.LINEAR.ok ? 'LINEAR' : 'PROFILE')
  const on = (flags[0] as DayFlag).on
  const plan = plans?.[method] ?? null
  return (
    <>
      <Card title={t('meter', { meter: meter.meterNo })} aside={<Name locale={locale}>{subdivision}</Name>}>
        <ul className="-my-3">
          {flags.map((flag) => (
            <FlagItem key={flag.rule} flag={flag} locale={locale} />
          ))}
        </ul>
      </Card>
      {refused.length > 0 && <RefusedCard on={on} refused={refused} locale={locale} />}
      {blocks && <FlaggedBlocks on={on} blocks={blocks} values={plan?.ok ? plan.values : []} locale={locale} />}
      {plan && <EstimateCard meter={meter} on={on} method={method} plan={plan} locale={locale} />}
    </>
  )
}

function FlagItem({ flag, locale }: { flag: DayFlag; locale: Locale }) {
  const t = textsFor(locale, 'validation')
  const { connectionId, meterId, on, rule, decision } = flag
  return (
    <li className="border-b border-line py-3 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <strong>{t(`rule_${rule}`)}</strong>
        <Badge kind={decision ? 'quiet' : 'warn'}>{t(`state_${decision ?? 'OPEN'}`)}</Badge>
      </div>
      <p>{flagText(flag, locale)}</p>
      {decision === null && (
        <form method="post" action="/api/desk/readings/accept">
          <input type="hidden" name="connection" value={connectionId} />
          <input type="hidden" name="meter" value={meterId} />
          <input type="hidden" name="day" value={on} />
          <input type="hidden" name="rule" value={rule} />
          <SubmitButton look="text">{t('accept')}</SubmitButton>
        </form>
      )}
    </li>
  )
}
