import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { type EstimatePlan, METHODS, type Method } from '#lib/metering/estimation/plan-estimate.ts'
import type { FlaggedMeter } from '#lib/metering/validation/flagged-day.ts'
import { formatDay, formatList, formatTime } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { meter: FlaggedMeter; on: IstDay; method: Method; plan: EstimatePlan; locale: Locale }

/** The choice of a method, what it would store and from what, or why it would be no honest estimate. */
export function EstimateCard({ meter, on, method, plan, locale }: Props) {
  const t = textsFor(locale, 'validation')
  const connectionId = meter.flags[0]?.connectionId ?? ''
  return (
    <Card title={t('estimateTitle')}>
      <div className="grid grid-cols-1 justify-items-start gap-3">
        <p className="text-text-2">{t('estimateLead')}</p>
        <Segments
          label={t('method')}
          segments={METHODS.map((each) => ({
            href: `/desk/incoming/${connectionId}/${on}?method=${each}`,
            label: t(`method_${each}`),
            current: each === method,
          }))}
        />
        {plan.ok ? (
          <>
            <p>{basisText(plan, locale)}</p>
            <form method="post" action="/api/desk/readings/estimate">
              <input type="hidden" name="connection" value={connectionId} />
              <input type="hidden" name="meter" value={meter.meterId} />
              <input type="hidden" name="day" value={on} />
              <input type="hidden" name="method" value={method} />
              <input type="hidden" name="digest" value={plan.digest} />
              <SubmitButton>{t('confirm', { count: plan.values.length, units: unitsOf(plan.values) })}</SubmitButton>
            </form>
          </>
        ) : (
          <Alert kind="info">
            {plan.reason === 'TOO_LONG' ? t(`refused_TOO_LONG_${method}`) : t(`refused_${plan.reason}`)}
          </Alert>
        )}
      </div>
    </Card>
  )
}

const unitsOf = (values: readonly { energyWh: number }[]) =>
  formatUnits(wattHours(values.reduce((sum, { energyWh }) => sum + energyWh, 0)), 3)

function basisText({ basis }: EstimatePlan & { ok: true }, locale: Locale): string {
  const t = textsFor(locale, 'validation')
  const { days = [], ends = [], registerWh } = basis
  const from =
    days.length > 0
      ? t('basis_PROFILE', {
          days: formatList(
            days.map((on) => formatDay(on, locale)),
            locale,
          ),
        })
      : t('basis_LINEAR', {
          times: formatList(
            ends.map((at) => formatTime(new Date(at), locale)),
            locale,
          ),
        })
  return registerWh === null ? from : `${from} ${t('basis_register', { units: formatUnits(wattHours(registerWh), 3) })}`
}
