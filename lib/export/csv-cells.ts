import { kwhDecimal, type WattHours } from '#lib/units/energy.ts'
import { type Paise, rupeesDecimal } from '#lib/units/paise.ts'
import type { CsvCell } from './csv.ts'

/** Energy in units and money in rupees as cells; what is not known is an empty one. */
export const unitsCell = (energy: WattHours | null): CsvCell =>
  energy === null ? null : { number: kwhDecimal(energy) }

export const rupeesCell = (amount: Paise | null): CsvCell =>
  amount === null ? null : { number: rupeesDecimal(amount) }
