import { z } from 'zod'

/**
 * Where the published rule can be read in more than one way, the reading that the portal takes is one of these
 * settings. They are loaded beside the rates; the defaults hold where a loaded file says nothing.
 */
export const readingsSchema = z.strictObject({
  /** What the state pays per unit in a band: for all units, or only for those above the band below. */
  subsidyPerKwhOn: z.enum(['ALL_UNITS', 'UNITS_ABOVE_LOWER_LIMIT']).default('ALL_UNITS'),
  /** What a full waiver takes off: every line above it, or all of them but the duty. */
  fullWaiverCovers: z.enum(['ALL_LINES', 'ALL_BUT_DUTY']).default('ALL_LINES'),
  /** Limits grow and shrink with the length of the period, or hold for each bill whatever its length. */
  subsidyLimits: z.enum(['PER_MONTH', 'PER_BILL']).default('PER_MONTH'),
  /** Where the category changes within a period: the last day's decides, or each day's must be subsidised. */
  subsidyCategory: z.enum(['LAST_DAY', 'EVERY_DAY']).default('LAST_DAY'),
  /** The "net charges" that a duty in per cent is taken of. */
  dutyBase: z.enum(['NET_CHARGES', 'ENERGY']).default('NET_CHARGES'),
  /** What a fixed charge per kW counts. */
  demandCharged: z.enum(['LARGER_OF_LOAD_AND_DEMAND', 'SANCTIONED_LOAD']).default('LARGER_OF_LOAD_AND_DEMAND'),
  /** What prompt and digital rebates are taken of. */
  rebateBase: z.enum(['CURRENT_DEMAND_WITHOUT_DUTY', 'CURRENT_DEMAND']).default('CURRENT_DEMAND_WITHOUT_DUTY'),
  /** Prompt and digital rebate at once, or only the larger; applied to what a bill offers. */
  rebatesAddUp: z.boolean().default(true),
  /** Below this share of days with full blocks, hours of supply do not reduce the fixed charge. */
  supplyHoursMinimumDaysPercent: z.int().min(0).max(100).default(75),
  /** For a connection whose sanctioned load is on record in kW only, where the charge is per HP. */
  wattsPerHorsepower: z.int().min(1).max(10_000).default(746),
})

export type Readings = z.output<typeof readingsSchema>
