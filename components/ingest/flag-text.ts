import { textsFor } from '#lib/i18n/texts.ts'
import type { OpenFlag } from '#lib/metering/validation/open-flags.ts'
import type { FlagDetail } from '#lib/metering/validation/reading-rules.ts'
import { formatDay, formatInstant, formatTime } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

const DAY_MINUTES = 1440
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
    case 'RANGE': {
      const { count, limit } = flag.detail
      return t('saw_RANGE', { count, limit, ...refusedText(flag.on, flag.detail, locale) })
    }
  }
}

/** When a value that was refused is of, and the value with its unit, as it came. */
export function refusedText(
  on: IstDay,
  {
    column,
    value,
    block,
    intervalMinutes,
  }: Pick<FlagDetail['RANGE'], 'column' | 'value' | 'block' | 'intervalMinutes'>,
  locale: Locale,
): { when: string; what: string } {
  const t = textsFor(locale, 'validation')
  const at = new Date(startOfDay(on).getTime() + block * intervalMinutes * 60_000)
  return {
    when: intervalMinutes === DAY_MINUTES ? t('when_DAY') : t('when_BLOCK', { time: formatTime(at, locale) }),
    what: t('value', { column, value }),
  }
}
