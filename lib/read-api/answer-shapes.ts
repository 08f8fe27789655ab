import { z } from 'zod'
import { BILL_STATES } from '#lib/billing/bill-state.ts'

/**
 * What the read API answers, once for all: the handlers let nothing else out, and `/api/openapi.json` is made of it.
 * Names carry units as everywhere in the portal; what is not known is null, never zero and never left out.
 */

/** The shapes that have names in the description. */
export const NAMED_SHAPES = z.registry<{ id: string }>()
const named = <T extends z.ZodType>(id: string, shape: T): T => {
  NAMED_SHAPES.add(shape, { id })
  return shape
}

const paise = z.int().meta({ description: 'Money in paise: 100 are one rupee' })
const wattHours = z.int().meta({ description: 'Energy in watt-hours: 1,000 are one unit (kWh)' })
const watts = z.int().meta({ description: 'Power in watts' })
const minutes = z.int().meta({ description: 'Minutes' })
const id = z.guid()
const day = z.iso.date().meta({ description: 'A day in India' })
const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .meta({ description: 'A calendar month, YYYY-MM' })
const instant = z.iso.datetime({ offset: true }).meta({ description: 'An instant in Indian time, with its offset' })

const asOf = instant.meta({ description: 'When this was true: the instant of the answer, in Indian time' })
const next = z
  .string()
  .nullable()
  .meta({ description: 'Where the rest of what was asked for is, within the portal; null where this is all' })

const pageOf = <T extends z.ZodType>(name: string, item: T) =>
  named(name, z.strictObject({ asOf, data: z.array(item), next }))
const oneOf = <T extends z.ZodType>(name: string, item: T) => named(name, z.strictObject({ asOf, data: item }))

export const connections = pageOf('Connections', named('Connection', z.strictObject({ id, consumerNo: z.string() })))

export const account = oneOf(
  'AccountAnswer',
  named(
    'Account',
    z.strictObject({
      ...{ id, consumerNo: z.string(), holderName: z.string(), address: z.string(), subdivision: z.string() },
      feeder: z.string().nullable(),
      phase: z.enum(['SINGLE', 'THREE']),
      connectedOn: day.nullable(),
      category: z.string().nullable().meta({ description: 'A category of the tariff order in force today' }),
      mode: z.enum(['POSTPAID', 'PREPAID']).nullable(),
      sanctionedLoadW: watts.nullable(),
      securityDepositPaise: paise.nullable(),
      meter: z.strictObject({ serialNo: z.string(), isSmart: z.boolean() }).nullable(),
    }),
  ),
)

const billFields = {
  ...{ id, month, periodFrom: day, periodTo: day, billedOn: day, dueOn: day },
  basis: z.enum(['ACTUAL', 'PROVISIONAL']),
  mode: z.enum(['POSTPAID', 'PREPAID']),
  ...{ category: z.string(), energyWh: wattHours, payableByDuePaise: paise },
  state: z.enum(BILL_STATES),
  unpaidPaise: paise.meta({ description: 'Unpaid of this bill and of what it carried over, in paise' }),
}
export const bills = pageOf('Bills', named('BillSummary', z.strictObject(billFields)))

export const bill = oneOf(
  'BillAnswer',
  named(
    'Bill',
    z.strictObject({
      ...billFields,
      ...{ billNo: z.string(), payableAfterDuePaise: paise, sanctionedLoadW: watts, maxDemandW: watts.nullable() },
      meterSerialNo: z.string().nullable(),
      estimatedOn: z.array(day).meta({ description: 'Days of the period whose energy the bill estimated' }),
      lines: z.array(
        z.strictObject({
          code: z.string().meta({ description: 'Which line, such as ENERGY, FIXED, SUBSIDY, ARREARS' }),
          amountPaise: paise,
        }),
      ),
    }),
  ),
)

export const payments = pageOf(
  'Payments',
  named(
    'Payment',
    z.strictObject({
      ...{ id, receiptNo: z.string(), amountPaise: paise, paidAt: instant },
      channel: z.enum(['UPI', 'UPI_DIRECT', 'COUNTER', 'BBPS', 'ATP', 'OTHER']),
      billMonth: month.nullable(),
      refundedPaise: paise.meta({ description: 'What of it has been given back, in paise' }),
    }),
  ),
)

export const days = pageOf(
  'Days',
  named(
    'Day',
    z.strictObject({
      ...{ on: day, energyWh: wattHours.nullable(), costPaise: paise.nullable(), beforeSubsidyPaise: paise.nullable() },
      status: z.enum(['READ', 'ESTIMATED_BY_SENDER', 'ESTIMATED_FOR_BILL', 'MISSING', 'FUTURE']),
      isCorrected: z.boolean(),
    }),
  ),
)

export const blocks = oneOf(
  'DayBlocksAnswer',
  named(
    'DayBlocks',
    z.strictObject({
      on: day,
      intervalMinutes: minutes.nullable().meta({ description: 'Length of a block; null where none of the day came' }),
      blocks: z.array(
        z.strictObject({
          ...{ startAt: instant, energyWh: wattHours.nullable(), costPaise: paise.nullable() },
          status: z.enum(['READ', 'ESTIMATED_BY_SENDER', 'ESTIMATED_LINEAR', 'ESTIMATED_PROFILE', 'MISSING', 'FUTURE']),
          ...{ apparentVah: z.int().nullable(), voltageV: z.number().nullable(), currentA: z.number().nullable() },
          ...{ frequencyHz: z.number().nullable(), powerFactor: z.number().nullable() },
          outageMinutes: minutes.nullable(),
        }),
      ),
    }),
  ),
)

export const loadDays = pageOf(
  'LoadDays',
  named(
    'LoadDay',
    z.strictObject({
      on: day,
      sanctionedLoadW: watts.nullable(),
      peakW: watts.nullable(),
      peakAt: instant.nullable(),
      source: z
        .enum(['REGISTER', 'BLOCKS'])
        .nullable()
        .meta({ description: 'REGISTER is what a bill counts; BLOCKS are means over half hours' }),
      blocksMissing: z.int().nullable(),
      state: z.enum(['ABOVE', 'NEAR', 'WITHIN', 'UNKNOWN', 'FUTURE']),
    }),
  ),
)

export const qualityDays = pageOf(
  'QualityDays',
  named(
    'QualityDay',
    z.strictObject({
      on: day,
      state: z.enum(['KNOWN', 'MISSING', 'FUTURE']),
      ...{ blocksKnown: z.int(), blocksInDay: z.int().nullable(), supplyMinutes: minutes.nullable() },
      voltage: z
        .strictObject({
          ...{ lowV: z.number(), highV: z.number(), minutesBelow: minutes, minutesAbove: minutes },
          ...{ minutesFarBelow: minutes, minutesFarAbove: minutes },
        })
        .nullable(),
    }),
  ),
)

/** What every refusal looks like. */
export const refusal = named(
  'Refusal',
  z.strictObject({
    error: z.enum(['token', 'scope', 'query', 'not-found', 'limit']),
    fields: z.array(z.strictObject({ field: z.string(), reason: z.string() })).optional(),
  }),
)
