import type { Services } from '#lib/platform/services.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import { addDays, dayToColumn, parseDay, startOfDay } from '#lib/units/ist.ts'
import { fraction } from '#lib/units/rounding.ts'
import { readBill } from './bill-json.ts'
import { BILL_WRITER } from './bills.ts'
import { consumerNoCell, meterNoCell } from './cells.ts'
import { csvKind, type Outcome } from './csv-kind.ts'
import { optional, required } from './row-shape.ts'

type Draft = Record<string, unknown> & { periodFrom: string; periodTo: string; readings: unknown[] }

const shape = {
  /** As the kind `bills` reads it, without its consumer, and without readings where the file has none. */
  bill: required((text) => text),
  bill_no: required((text) => text),
  consumer_no: optional(consumerNoCell),
  meter_no: required(meterNoCell),
}

/** Bills of MeterData: one that does not say its units is billed by what the meter's register counted in its period. */
export const meterDataBills = csvKind({
  shape,
  keyOf: ({ bill_no }) => bill_no,
  writeRow: async (services, actor, { bill: text, consumer_no, meter_no }, context): Promise<Outcome> => {
    const bill = JSON.parse(text) as Draft
    if (context.shiftDays !== 0) return { rejected: 'bills are not moved to other days' }
    const consumerNo = consumer_no ?? (await consumerOf(services, meter_no, bill))
    if (!consumerNo) return { rejected: `meter_no ${meter_no} was in no place on ${bill.periodTo}` }
    const readings = bill.readings.length > 0 ? bill.readings : await registersOf(services, meter_no, bill)
    if (readings.length === 0)
      return { rejected: 'readings say no kWh imp, and no registers at both ends of the period are known' }
    const read = readBill({ ...bill, consumerNo, readings })
    if (!read.ok) return { rejected: read.reason }
    if (await isTold(services, read.bill)) return 'UNCHANGED'
    return BILL_WRITER.writeRow(services, actor, read.bill, context)
  },
})

async function consumerOf({ db }: Services, serialNo: string, { periodTo }: Draft): Promise<string | undefined> {
  const on = parseDay(periodTo)
  if (!on) return undefined
  const place = await db.meterInstallation.findFirst({
    where: {
      meter: { serialNo },
      fromOn: { lte: dayToColumn(on) },
      OR: [{ toOn: null }, { toOn: { gte: dayToColumn(on) } }],
    },
    select: { connection: { select: { consumerNo: true } } },
  })
  return place?.connection.consumerNo
}

async function registersOf({ db }: Services, serialNo: string, { periodFrom, periodTo }: Draft) {
  const [from, to] = [parseDay(periodFrom), parseDay(periodTo)]
  if (!from || !to) return []
  const stands = await Promise.all(
    [from, addDays(to, 1)].map((on) =>
      db.registerReading.findFirst({
        where: { meter: { serialNo }, at: startOfDay(on) },
        orderBy: { revision: 'desc' },
        select: { energyWh: true },
      }),
    ),
  )
  const [prev, curr] = stands
  if (!prev || !curr) return []
  const kwh = (wh: bigint) => decimalText(fraction(wh, 1000n))
  return [
    {
      register: 'KWH_IMP',
      prev: kwh(prev.energyWh),
      curr: kwh(curr.energyWh),
      units: kwh(curr.energyWh - prev.energyWh),
    },
  ]
}

/** The same bill can come twice, once with and once without its readings; what is owed is one and the same. */
async function isTold({ db }: Services, bill: Extract<ReturnType<typeof readBill>, { ok: true }>['bill']) {
  const known = await db.bill.findFirst({
    where: {
      ...{ billNo: bill.billNo, connection: { consumerNo: bill.consumerNo }, month: bill.month },
      ...{ periodFrom: dayToColumn(bill.periodFrom), periodTo: dayToColumn(bill.periodTo) },
      ...{ billedOn: dayToColumn(bill.billedOn), dueOn: dayToColumn(bill.dueOn), energyWh: bill.energyWh },
      ...{ currentDemandPaise: bill.currentDemandPaise, payableByDuePaise: bill.payableByDuePaise },
    },
    select: { lines: { select: { code: true, amountPaise: true } } },
  })
  if (!known || known.lines.length !== bill.lines.length) return false
  return bill.lines.every(({ code, amountPaise }) =>
    known.lines.some((line) => line.code === code && line.amountPaise === amountPaise),
  )
}
