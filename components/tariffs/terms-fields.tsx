import { Field, RadioGroup } from '#components/ui/field.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { VOLTAGES } from '#lib/tariff/bill-input.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { daysPerMonth } from '#lib/tariff/delayed-payment.ts'
import { READING_CHOICES } from '#lib/tariff/proposals/read-proposal-form.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { Locale } from '#lib/units/locale.ts'
import { rupeesOf } from './rate-text.ts'

type Props = {
  book: TariffBook
  box: (field: string, known?: string) => { name: string; defaultValue: string; error?: string }
  locale: Locale
}

/** Two beside each other, their boxes in one line whatever stands above them. */
export const PAIRS = 'grid items-end gap-4 md:grid-cols-2'

/** Prompt, digital and prepaid rebate; the newest ones to start from. */
export function RebateFields({ book, box, locale }: Props) {
  const t = textsFor(locale, 'tariffs')
  const held = book.laterRebates.at(-1) ?? book.rebates
  const percentBox = (name: 'promptPercent' | 'digitalPercent' | 'prepaidPercentOfEnergy') => (
    <Field {...box(name, decimalText(held[name]))} label={t(`term_${name}`)} unit="%" inputMode="decimal" />
  )
  return (
    <div className={PAIRS}>
      {percentBox('promptPercent')}
      <Field
        {...box('promptWithinDays', String(held.promptWithinDays))}
        label={t('term_promptWithinDays')}
        hint={t('withinDaysHint')}
        inputMode="numeric"
      />
      {percentBox('digitalPercent')}
      <Field
        {...box('digitalMaxPaise', rupeesOf(held.digitalMaxPaise))}
        label={t('term_digitalMaxPaise')}
        before="₹"
        inputMode="decimal"
      />
      {percentBox('prepaidPercentOfEnergy')}
    </div>
  )
}

/** What a month of delay costs, and how many days it has. */
export function SurchargeFields({ book, box, locale }: Props) {
  const t = textsFor(locale, 'tariffs')
  const held = book.laterDelayedPayment.at(-1) ?? book.delayedPayment
  return (
    <div className="grid max-w-140 gap-4">
      <Field
        {...box('percentPerMonth', decimalText(held.percentPerMonth))}
        label={t('term_percentPerMonth')}
        hint={t('surchargeHint')}
        unit="%"
        inputMode="decimal"
      />
      <Field
        {...box('monthDays', String(daysPerMonth(held)))}
        label={t('term_counting')}
        hint={t('monthDaysHint')}
        unit={t('days')}
        inputMode="numeric"
        maxLength={2}
      />
    </div>
  )
}

/** From how many hours of supply a day the whole fixed charge is due. */
export function SupplyHourFields({ book, box, locale }: Props) {
  const t = textsFor(locale, 'tariffs')
  const held = book.laterSupplyHours.at(-1) ?? book.supplyHoursForFullFixedCharge
  return (
    <>
      <p className="text-text-2">{t('supplyHoursLead')}</p>
      <div className={PAIRS}>
        {VOLTAGES.map((voltage) => (
          <Field
            key={voltage}
            {...box(voltage, decimalText(held[voltage]))}
            label={t(`term_${voltage}`)}
            unit={t('hours')}
            inputMode="decimal"
          />
        ))}
      </div>
    </>
  )
}

/** How rules are read that can be read in more than one way. */
export function ReadingFields({ book, box, locale }: Props) {
  const t = textsFor(locale, 'tariffs')
  const held = book.laterReadings.at(-1) ?? book.readings
  const values = held as Record<string, string | number | boolean>
  return (
    <>
      {READING_CHOICES.map(({ name, choices }) => (
        <RadioGroup
          key={name}
          {...box(name, String(values[name]))}
          label={t(`term_${name}`)}
          options={choices.map((value) => ({ value, label: t(`${name}_${value}`) }))}
        />
      ))}
      <div className={PAIRS}>
        <Field
          {...box('supplyHoursMinimumDaysPercent', String(held.supplyHoursMinimumDaysPercent))}
          label={t('term_supplyHoursMinimumDaysPercent')}
          unit="%"
          inputMode="numeric"
        />
        <Field
          {...box('wattsPerHorsepower', String(held.wattsPerHorsepower))}
          label={t('term_wattsPerHorsepower')}
          unit="W"
          inputMode="numeric"
        />
      </div>
    </>
  )
}
