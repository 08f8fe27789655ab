import { kwhDecimal, type WattHours } from '#lib/units/energy.ts'

/** A register of a meter at both ends of a billed period, as the utility's bill states it: plain decimals as text. */
export type BilledRegister = {
  /** Such as KWH_IMP: energy taken from the network. */
  register: string
  previous: string
  /** Instants, ISO; null where the bill names none. */
  previousAt: string | null
  current: string
  currentAt: string | null
  /** What a step of the register counts for: 1, or more behind transformers of current and voltage. */
  factor: string
  units: string
}

/** The register that energy is billed by. */
export const ENERGY_REGISTER = 'KWH_IMP'

/** What `Bill.registers` holds was written by `recordUtilityBill` and is frozen, so that its JSON has this shape. */
export function storedRegisters(json: unknown): BilledRegister[] {
  return Array.isArray(json) ? (json as BilledRegister[]) : []
}

/** The one energy register of a bill, where it accounts for all of its energy; else null. */
export function energyRegister(registers: readonly BilledRegister[], energyWh: WattHours): BilledRegister | null {
  const [first, ...more] = registers.filter(({ register }) => register === ENERGY_REGISTER)
  return first && more.length === 0 && first.units === kwhDecimal(energyWh) ? first : null
}
