import { textsFor } from '#lib/i18n/texts.ts'
import type { OpenFlag } from '#lib/metering/validation/open-flags.ts'
import { formatDay, formatInstant, formatTime } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import { startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

const units = (wh: number) => formatUnits(wattHours(wh), 3)

/** What a rule saw, in one sentence with its figures. */
export function flagText(flag: OpenFlag, locale: Locale): string {
  const t = textsFor(locale, 'validation')
  switch (flag.rule) {
    case 'SPIKE': {
      const { peakWh, thirdWh, block, intervalMinutes } = flag.detail
      const at = new Date(startOfDay(flag.on).getTime() + block * intervalMinutes * 60_000)
      return t('saw_SPIKE', { time: formatTime(at, locale), peak: units(peakWh), third: units(thirdWh) })
    }
    case 'STUCK':
      return 'blockWh' in flag.detail
        ? t('saw_FLAT', { units: units(flag.detail.blockWh) })
        : t('saw_STUCK', { days: flag.detail.days, from: formatDay(flag.detail.from, locale) })
    case 'SUM':
      return t('saw_SUM', { register: units(flag.detail.registerWh), blocks: units(flag.detail.blocksWh) })
    case 'GAP': {
      const { missing, of, isDayKnown } = flag.detail
      if (missing === of) return t(isDayKnown ? 'saw_GAP_BLOCKS' : 'saw_GAP_DAY')
      return t('saw_GAP', { missing, of })
    }
    case 'REGISTER_BACK': {
      const { beforeWh, afterWh, before } = flag.detail
      const values = { before: units(beforeWh), after: units(afterWh) }
      return t('saw_REGISTER_BACK', { ...values, since: formatInstant(new Date(before), locale) })
    }
    case 'CLOCK':
      return t('saw_CLOCK', { at: formatInstant(new Date(flag.detail.demandAt), locale) })
  }
}
