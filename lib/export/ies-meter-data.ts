import type { WholeBill } from '#lib/billing/bills-of-span.ts'
import { iesCode } from '#lib/metering/ies-codes.ts'
import type { MeterSeries, SeriesDay } from '#lib/metering/meter-series.ts'
import type { LineCode } from '#lib/tariff/bill-line.ts'
import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { addDays, daysBetween, type IstDay, istInstant, startOfDay } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { ConnectionData } from './connection-data.ts'

type Identifier = { scheme: 'CONSUMER_NUMBER' | 'METER_SERIAL' | 'SERVICE_DELIVERY_POINT'; value: string }

const MINUTES_A_DAY = 1440
const SET = { INTERVAL: 'BlockEnergySet', DAILY: 'DayEnergySet', BILL: 'BillSet' } as const
const SEQUENCE = { INTERVAL: 'BlockEnergy', DAILY: 'DayEnergy' } as const
/** Of a day it is the usage that is told, not the register. */
const CODE = { INTERVAL: iesCode('ENERGY_BLOCK'), DAILY: iesCode('ENERGY_REGISTER') } as const

/**
 * A connection's data as MeterData 0.6 of the India Energy Stack: one array of profiles, text piece by piece, a month of
 * one meter at a time. Positions that did not come have no row, and estimated ones say so. No name and no address.
 */
export async function* iesMeterData(data: ConnectionData): AsyncGenerator<string> {
  let before = '['
  for await (const profile of profilesOf(data)) {
    yield `${before}\n${JSON.stringify(profile)}`
    before = ','
  }
  yield '\n]\n'
}

async function* profilesOf(data: ConnectionData): AsyncGenerator<object> {
  yield descriptors()
  yield customer(data)
  for (const series of data.series) for await (const days of data.daysOf(series)) yield readings(data, { series, days })
  for (const bill of data.bills) {
    const serialNo = bill.meterSerialNo ?? data.meterSerialNo
    if (serialNo) yield billDetails(data, { bill, serialNo })
  }
}

function descriptors(): object {
  const set = (kind: 'INTERVAL' | 'DAILY') => {
    const { shortCode: readingType, obis, name, unit, flowDirection } = CODE[kind]
    return {
      name: SET[kind],
      payloadDescriptors: [{ readingType, obis, name, unit, flowDirection, reportedMode: 'USAGE', multiplier: 1 }],
      compactSequences: [{ name: SEQUENCE[kind], sequenceItems: [{ readingType, attribute: 'value' }] }],
    }
  }
  const bills = { name: SET.BILL, payloadDescriptors: [] }
  const payloadDescriptorSets = [set('INTERVAL'), set('DAILY'), bills]
  return {
    '@type': 'PayloadDescriptorProfile',
    profileType: 'DESCRIPTOR',
    id: 'consumer-export',
    payloadDescriptorSets,
  }
}

function customer({ consumerNo, terms, phase, series }: ConnectionData): object {
  const point = pointOf(consumerNo)
  const serials = [...new Set(series.map(({ serialNo }) => serialNo))]
  return {
    ...{ '@type': 'CustomerProfile', profileType: 'CUSTOMER', customerRefs: [customerOf(consumerNo)] },
    timeZone: 'Asia/Kolkata',
    customer: {
      id: customerOf(consumerNo),
      ...(terms && {
        ...{ consumerCategory: terms.category, sanctionedLoadKw: terms.sanctionedLoadW / 1000 },
        paymentMode: terms.mode,
      }),
      connectionType: phase === 'SINGLE' ? 'Single-phase' : 'Three-phase',
    },
    serviceDeliveryPoints: [{ id: point }],
    meters: serials.map((serialNo) => ({ id: meterOf(serialNo), serviceKind: 'ELECTRICITY' })),
    associations: serials.map((serialNo) => ({ serviceDeliveryPointRefs: [point], meterRefs: [meterOf(serialNo)] })),
  }
}

type Month = { series: MeterSeries; days: readonly SeriesDay[] }

/** Rows are counted from the first day's midnight, days that did not come included. */
function readings({ consumerNo }: ConnectionData, { series, days }: Month): object {
  const { serialNo, intervalMinutes } = series
  const kind = intervalMinutes === null ? 'DAILY' : 'INTERVAL'
  const perDay = MINUTES_A_DAY / (intervalMinutes ?? MINUTES_A_DAY)
  const first = days[0] as SeriesDay
  return {
    ...{ '@type': kind === 'DAILY' ? 'DailyProfile' : 'IntervalProfile', profileType: kind },
    ...partiesOf(consumerNo, serialNo),
    ...{ payloadDescriptorSetRef: SET[kind], compactSequenceRef: SEQUENCE[kind] },
    intervalPeriod: { start: midnight(first.on), duration: intervalMinutes === null ? 'P1D' : `PT${intervalMinutes}M` },
    intervals: days.flatMap(({ on, energyWh, estimated }) =>
      energyWh.flatMap((value, place) =>
        value === null
          ? []
          : [
              {
                id: daysBetween(first.on, on) * perDay + place,
                payloads: [Number(kwhDecimal(wattHours(value)))],
                ...(estimated.includes(place) && {
                  overrides: [{ descriptorIndex: 0, validationStatus: 'ESTIMATED', source: 'ESTIMATED' }],
                }),
              },
            ],
      ),
    ),
  }
}

function billDetails(
  { consumerNo }: ConnectionData,
  { bill, serialNo }: { bill: WholeBill; serialNo: string },
): object {
  const sumOf = (...codes: LineCode[]) =>
    sumPaise(bill.lines.filter(({ code }) => codes.includes(code)).map(({ amountPaise }) => amountPaise))
  const [energy, fixed] = [sumOf('ENERGY', 'FPPPA', 'PREPAID_REBATE'), sumOf('FIXED')]
  return {
    ...{ '@type': 'BillDetails', profileType: 'BILL_DETAILS', ...partiesOf(consumerNo, serialNo) },
    payloadDescriptorSetRef: SET.BILL,
    timePeriod: { start: midnight(bill.periodFrom), duration: daysOf(bill.periodFrom, bill.periodTo) },
    readings: [
      {
        ...{ readingType: CODE.DAILY.shortCode, value: Number(kwhDecimal(bill.energyWh)) },
        validationStatus: bill.basis === 'ACTUAL' ? 'VALID' : 'ESTIMATED',
      },
      ...(bill.maxDemandW === null
        ? []
        : [
            {
              ...{ readingType: iesCode('MAX_DEMAND').shortCode, value: bill.maxDemandW / 1000 },
              ...(bill.maxDemandAt && { occurredAt: istInstant(bill.maxDemandAt) }),
            },
          ]),
    ],
    ...{ billNumber: bill.billNo, billDate: bill.billedOn, dueDate: bill.dueOn, currency: 'INR' },
    amountDue: rupees(bill.payableByDuePaise),
    ...{ energyCharges: rupees(energy), fixedCharges: rupees(fixed) },
    otherCharges: rupees((bill.payableByDuePaise - energy - fixed) as Paise),
  }
}

const customerOf = (value: string): Identifier => ({ scheme: 'CONSUMER_NUMBER', value })
const meterOf = (value: string): Identifier => ({ scheme: 'METER_SERIAL', value })
const pointOf = (value: string): Identifier => ({ scheme: 'SERVICE_DELIVERY_POINT', value })
const partiesOf = (consumerNo: string, serialNo: string) => ({
  customerRefs: [customerOf(consumerNo)],
  meterRefs: [meterOf(serialNo)],
  serviceDeliveryPointRefs: [pointOf(consumerNo)],
})

const midnight = (on: IstDay): string => istInstant(startOfDay(on))
const daysOf = (from: IstDay, to: IstDay): string => `P${daysBetween(from, addDays(to, 1))}D`
/** JSON has no other numbers; two decimals come through exactly. */
const rupees = (amount: Paise): number => Number(amount) / 100
