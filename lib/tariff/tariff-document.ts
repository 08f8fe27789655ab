import type { Fraction } from '#lib/units/rounding.ts'
import { decimalText } from './decimal-text.ts'
import type { TariffBook } from './tariff-book.ts'

/** Plain JSON, as it is stored and compared. */
export type Json = string | number | boolean | Json[] | { [key: string]: Json }

/** The book as JSON that `parseTariffBook` reads back to the same book; exact figures are decimal text. */
export function tariffDocument(book: TariffBook): { [Key in keyof TariffBook]: Json } {
  return plainJson(book) as { [Key in keyof TariffBook]: Json }
}

/** A part of a book as plain JSON. */
export function plainJson(value: unknown): Json {
  if (isFraction(value)) return decimalText(value)
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => [key, plainJson(part)]),
    )
  }
  return value as string | number | boolean
}

function isFraction(value: unknown): value is Fraction {
  return typeof value === 'object' && value !== null && typeof (value as Fraction).numerator === 'bigint'
}
