import { withTerms } from '#components/help/with-terms.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadEffect } from '#lib/metering/load-effect.ts'
import { formatDay, formatMonthName } from '#lib/units/display.ts'
import { formatKw } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What demand does to the fixed charge of the month, with the order that says so. Nothing where the tariff is unknown. */
export function EffectText({ effect, month, locale }: { effect: LoadEffect | null; month: Month; locale: Locale }) {
  if (!effect) return null
  const t = textsFor(locale, 'load')
  const order = t('effectOrder', { order: effect.orderId, since: formatDay(effect.orderFrom, locale) })
  return (
    <p className="mt-2 text-small text-text-2">
      {withTerms([effectWords(effect, month, locale)], ['fixedCharge'], locale)} {order}{' '}
      {!effect.isVerified && t('unverified')}
    </p>
  )
}

function effectWords(effect: LoadEffect, month: Month, locale: Locale): string {
  const t = textsFor(locale, 'load')
  const name = formatMonthName(month, locale)
  switch (effect.kind) {
    case 'NONE':
      return t(`effect_${effect.per}`)
    case 'CHARGED':
      return t('effect_CHARGED', {
        month: name,
        demand: formatKw(effect.demandW),
        charged: formatRupees(effect.chargedPaise),
        atLoad: formatRupees(effect.atLoadPaise),
        more: formatRupees(effect.morePaise),
      })
    case 'WITHIN':
      return t('effect_WITHIN', {
        month: name,
        demand: formatKw(effect.demandW),
        charged: formatRupees(effect.chargedPaise),
      })
    case 'NOT_RECORDED':
      return t('effect_NOT_RECORDED', { month: name, charged: formatRupees(effect.chargedPaise) })
  }
}
