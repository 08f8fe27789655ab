import type { Evidence } from '#lib/complaints/evidence.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant, formatMonth, formatPeriod } from '#lib/units/display.ts'
import { formatDuration } from '#lib/units/duration.ts'
import { formatKw } from '#lib/units/energy.ts'
import { day, month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, paise } from '#lib/units/paise.ts'

/** The figures that go along with a complaint, in the words of the pages that they come from, a sentence each. */
export function evidenceLines(evidence: Evidence, locale: Locale): string[] {
  switch (evidence.kind) {
    case 'QUALITY':
      return [formatPeriod(day(evidence.from), day(evidence.to), locale), ...qualityLines(evidence, locale)]
    case 'LOAD':
      return loadLines(evidence, locale)
    case 'BILL':
      return [billLine(evidence, locale)]
  }
}

function qualityLines(evidence: Extract<Evidence, { kind: 'QUALITY' }>, locale: Locale): string[] {
  const t = textsFor(locale, 'complaints')
  const { voltage, outages, nominalV, standardPercent, readUntil } = evidence
  const lines: string[] = []
  if (voltage) {
    const { minutesBelow, minutesAbove } = voltage
    const [low, high] = [volts(voltage.lowestDv), volts(voltage.highestDv)]
    const side = (sign: number) => `${Math.round(nominalV * (1 + (sign * standardPercent) / 100))} V`
    const duration = (minutes: number) => formatDuration(minutes, locale)
    if (minutesBelow > 0)
      lines.push(t('evidence_voltageLow', { duration: duration(minutesBelow), volts: low, standard: side(-1) }))
    if (minutesAbove > 0)
      lines.push(t('evidence_voltageHigh', { duration: duration(minutesAbove), volts: high, standard: side(1) }))
    if (minutesBelow + minutesAbove === 0) lines.push(t('evidence_voltageFine', { low, high }))
  }
  const { count, minutes } = outages
  if (count > 0) lines.push(t('evidence_outages', { count, duration: formatDuration(minutes, locale) }))
  else lines.push(t('evidence_noOutages'))
  if (readUntil) lines.push(t('evidence_readUntil', { at: formatInstant(new Date(readUntil), locale) }))
  return lines
}

function loadLines(evidence: Extract<Evidence, { kind: 'LOAD' }>, locale: Locale): string[] {
  const t = textsFor(locale, 'complaints')
  const { above, sanctionedW, daysUnknown } = evidence
  const highest = Math.max(0, ...above.map(({ watts }) => watts))
  const lines = [
    t('evidence_load', {
      month: formatMonth(month(evidence.month), locale),
      ...{ count: above.length, limit: formatKw(sanctionedW), highest: formatKw(highest) },
    }),
  ]
  if (daysUnknown > 0) lines.push(t('evidence_unknownDays', { count: daysUnknown }))
  return lines
}

function billLine(evidence: Extract<Evidence, { kind: 'BILL' }>, locale: Locale): string {
  const t = textsFor(locale, 'complaints')
  const of = formatMonth(month(evidence.month), locale)
  const { billedPaise, checkedPaise } = evidence
  const amount = formatRupees(paise(billedPaise))
  if (checkedPaise === null) return t('evidence_billUnchecked', { month: of, amount })
  if (checkedPaise === billedPaise) return t('evidence_billSame', { month: of, amount })
  return t('evidence_billDiffers', { month: of, billed: amount, checked: formatRupees(paise(checkedPaise)) })
}

const volts = (dv: number) => `${Math.round(dv / 10)}\u00a0V`
