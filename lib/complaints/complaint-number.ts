import { latinFigures } from '#lib/units/figures.ts'
import { dayOf, monthOf } from '#lib/units/ist.ts'

/**
 * The number of a complaint as people are told it, `C-2611-00218`: the month in which it was made and what the database
 * counted. The count alone names it; the month tells its age, and a digit misheard mostly does not fit it.
 */
export function complaintNumber({ sequence, registeredAt }: { sequence: bigint; registeredAt: Date }): string {
  return `C-${monthDigits(registeredAt)}-${sequence.toString().padStart(5, '0')}`
}

/** What a typed number names, with or without its letter, dashes and blanks; null when it cannot be one. */
export function parseComplaintNumber(text: string): { sequence: bigint; fits: (registeredAt: Date) => boolean } | null {
  const [, month, count] =
    /^C?(\d{4})(\d{5,15})$/.exec(
      latinFigures(text)
        .toUpperCase()
        .replace(/[\s\-–]/g, ''),
    ) ?? []
  return month && count
    ? { sequence: BigInt(count), fits: (registeredAt) => monthDigits(registeredAt) === month }
    : null
}

const monthDigits = (at: Date) => monthOf(dayOf(at)).slice(2).replace('-', '')
