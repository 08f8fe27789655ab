import type { BillDates } from '#lib/billing/bill-dates.ts'
import { surchargeOnBill } from '#lib/billing/carried-over.ts'
import { moneyBefore } from '#lib/billing/money-before.ts'
import type { Services } from '#lib/platform/services.ts'
import type { BillLine } from '#lib/tariff/bill-line.ts'
import { type CalculatedBill, calculateBill } from '#lib/tariff/calculate-bill.ts'
import { spreadEvenly } from '#lib/tariff/daily-energy.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { kwhDecimal, type WattHours, wattHours } from '#lib/units/energy.ts'
import { addMonths, dayFromColumn, daysInMonth, firstDayOf, lastDayOf, type Month } from '#lib/units/ist.ts'
import type { DemoHome } from './homes.ts'

/** From when on the meters of these homes count; their registers began at zero then. */
const METERED_FROM = '2024-01' as Month

/**
 * The bill of a month as the utility's own billing would send it for a home without a smart meter: by the register, with
 * what the books have unpaid or paid ahead on its date. Of the same home and month it always says the same units.
 */
export async function utilityBillLine(
  services: Services,
  home: DemoHome,
  { of, dates }: { of: Month; dates: BillDates },
): Promise<string> {
  const book = await loadTariffBook(services)
  const connection = await services.db.connection.findUniqueOrThrow({
    where: { consumerNo: home.consumerNo },
    select: { id: true, bills: { orderBy: { periodTo: 'desc' }, take: 1, select: { month: true, billedOn: true } } },
  })
  if (!book) throw new Error('The demo has its tariff before its bills.')
  const [last] = connection.bills
  const lastBill = last ? { month: last.month as Month, billedOn: dayFromColumn(last.billedOn) } : null
  const source = { connectionId: connection.id, lastBill }
  const before = await services.db.$transaction((tx) => moneyBefore(tx, book, [source], dates.billedOn))
  const money = before.get(connection.id)
  const energyWh = unitsOf(home, of)
  const from = firstDayOf(of)
  const calculated = calculateBill(book, {
    ...{ from, to: lastDayOf(of), energy: spreadEvenly(energyWh, daysInMonth(of)) },
    terms: [{ from, category: home.category, mode: 'POSTPAID', voltage: 'LT', sanctionedLoadW: loadW(home) }],
    dueOn: dates.dueOn,
    ...(money && {
      arrearsPaise: money.carried.arrearsPaise,
      delayedPayment: { amountPaise: surchargeOnBill(money.carried) },
      advancePaise: money.advancePaise,
    }),
  })
  if (!calculated.ok) throw new Error(`No bill of ${of} for ${home.consumerNo}: ${calculated.reason}`)
  return JSON.stringify(billOf(home, { of, dates, energyWh, bill: calculated.bill }))
}

function billOf(
  home: DemoHome,
  { of, dates, energyWh, bill }: { of: Month; dates: BillDates; energyWh: WattHours; bill: CalculatedBill },
) {
  const previous = registerAt(home, of)
  const wasRead = !home.unread?.(Number(of.slice(5)))
  return {
    ...{ billNo: `RM${of.replace('-', '')}-${home.consumerNo.slice(-6)}`, consumerNo: home.consumerNo, billMonth: of },
    ...{ billDate: dates.billedOn, dueDate: dates.dueOn, basis: wasRead ? 'ACTUAL' : 'AVERAGE' },
    ...{ periodFrom: firstDayOf(of), periodTo: lastDayOf(of), days: daysInMonth(of) },
    readings: wasRead
      ? [
          {
            register: 'KWH_IMP',
            ...{ prev: kwhDecimal(previous), prevAt: `${firstDayOf(of)}T00:00:00+05:30` },
            ...{ curr: kwhDecimal(wattHours(previous + energyWh)), currAt: `${lastDayOf(of)}T17:30:00+05:30` },
            ...{ mf: 1, units: kwhDecimal(energyWh) },
          },
        ]
      : [],
    lines: bill.lines.map(jsonLine),
    currentDemandPaise: Number(bill.currentDemandPaise),
    payableByDuePaise: Number(bill.payableByDuePaise),
    payableAfterDuePaise: Number(bill.payableAfterDuePaise),
  }
}

function jsonLine(line: BillLine) {
  const { code, amountPaise } = line
  const amount = { code, amountPaise: Number(amountPaise) }
  if (code === 'ENERGY') return { ...amount, ...rated(line.arithmetic.units, line.arithmetic.ratePaise) }
  if (code === 'SUBSIDY' && line.arithmetic.ratePaise)
    return { ...amount, ...rated(line.arithmetic.paidUnits ?? '0', `-${line.arithmetic.ratePaise}`) }
  return amount
}

const rated = (units: string, ratePaise: string) => ({
  qtyWh: Math.round(Number(units) * 1000),
  ratePaisePerKwh: Number(ratePaise),
})

const loadW = ({ loadKw }: DemoHome) => Math.round(Number(loadKw) * 1000)

/** Whole units of a month, a little more or less each year. */
function unitsOf({ units, consumerNo }: DemoHome, of: Month): WattHours {
  const usual = units[Number(of.slice(5)) - 1] ?? 0
  const varied = usual + ((Number(consumerNo.slice(-2)) + Number(of.slice(0, 4)) * 7 + Number(of.slice(5)) * 3) % 9) - 4
  return wattHours(varied * 1000)
}

/** The register on the first morning of a month. */
function registerAt(home: DemoHome, of: Month): WattHours {
  let sum = 0n
  for (let month = METERED_FROM; month < of; month = addMonths(month, 1)) sum += unitsOf(home, month)
  return wattHours(sum)
}
