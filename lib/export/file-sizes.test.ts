import { afterAll, describe, expect, test } from 'vitest'
import { dueCalendar } from '#lib/billing/due-calendar.ts'
import { documentOf, printed, VIEWS } from '#lib/billing/pdf/test-bill-views.ts'
import { papersOf, yearOf } from '#lib/billing/pdf/test-papers.ts'
import { stopTypesetter, typeset } from '#lib/billing/pdf/typeset.ts'
import { wattHours } from '#lib/units/energy.ts'
import { type IstDay, month } from '#lib/units/ist.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { paise } from '#lib/units/paise.ts'
import { campsCsv } from './camps-csv.ts'
import { consumptionCsv, yearCsv } from './consumption-csv.ts'
import { dayCsv } from './day-csv.ts'
import { campsKb, MOST_KB, statementKb } from './file-sizes.ts'
import { loadCsv } from './load-csv.ts'
import { loadHoursCsv } from './load-hours-csv.ts'
import { qualityCsv } from './quality-csv.ts'
import { statementCsv } from './statement-csv.ts'

afterAll(stopTypesetter)

/** A shop with a lakh of units a month: no figure of a home is longer. */
const ENERGY = wattHours(123_456_789)
const MONEY = paise(123_456_789)
const AT = new Date('2026-10-31T18:15:00Z')
const ON = '2026-10-31' as IstDay

const kbOf = (file: string | Uint8Array) => Buffer.byteLength(file) / 1000
const many = <T>(count: number, one: T) => Array.from({ length: count }, () => one)

/** Not more than is said, and not so much less that it would tell nobody anything. */
function expectSaid(mostKb: number, files: Record<string, string | Uint8Array>) {
  const sizes = Object.values(files).map(kbOf)
  for (const [name, file] of Object.entries(files)) expect(kbOf(file), name).toBeLessThanOrEqual(mostKb)
  expect(Math.max(...sizes)).toBeGreaterThan(mostKb / 4)
}

describe.each(LOCALES)('in %s no file is bigger than its link says', (locale) => {
  test('a bill, in every state, and with a name that is long', async () => {
    const made = async (form: 'a4' | 'slip', languages: readonly Locale[], isForArchive = false) => {
      const files: Record<string, Uint8Array> = {}
      for (const [name, view] of Object.entries(VIEWS)) {
        const long = { ...view, holderName: 'श्रीमती नमूना '.repeat(7), address: 'मकान 12, नमूना नगर, राँची '.repeat(4) }
        const sheets = languages.map((language) => printed(long, language))
        files[name] = await typeset(documentOf(sheets, { form, isForArchive }))
      }
      return files
    }
    expectSaid(MOST_KB.bill, await made('a4', [locale]))
    expectSaid(MOST_KB.bill, await made('a4', [locale], true))
    expectSaid(MOST_KB.billInBoth, await made('a4', LOCALES))
    expectSaid(MOST_KB.slip, await made('slip', [locale]))
  })

  test('a receipt, and a statement of however many movements', async () => {
    const { 'receipt a4': receipt, 'receipt slip': slip } = papersOf({ locale, name: 'श्रीमती नमूना '.repeat(7) })
    if (!receipt || !slip) throw new Error('no receipt')
    expectSaid(MOST_KB.receipt, { receipt: await typeset(receipt), slip: await typeset(slip) })
    for (const count of [0, 24, 60, 110]) {
      const statement = yearOf(count)
      expectSaid(statementKb(count).pdf, { [count]: await typeset(papersOf({ locale, statement }).statement as never) })
      expect(kbOf(statementCsv(statement, locale))).toBeLessThanOrEqual(statementKb(count).csv)
    }
  })

  test('figures', () => {
    const day = {
      ...{ on: ON, energyWh: ENERGY, costPaise: MONEY, beforeSubsidyPaise: MONEY, runningWh: ENERGY },
      ...{ supplyMinutes: 1440, blocksKnown: 96, limitW: 150_000 },
      peak: { watts: 199_999, at: AT, source: 'REGISTER', blocksMissing: 96 },
      voltage: {
        ...{ lowDv: 1_999, highDv: 2_999, minutesBelow: 1440, minutesAbove: 1440 },
        ...{ minutesFarBelow: 1440, minutesFarAbove: 1440 },
      },
    }
    const days = (more: object) => ({ days: many(31, { ...day, ...more }) }) as never
    const cell = { meanW: 199_999, isAbove: false }
    const period = {
      ...{ month: month('2026-10'), from: ON, to: ON, energyWh: ENERGY, costPaise: MONEY, beforeSubsidyPaise: MONEY },
      ...{ yearBefore: { energyWh: ENERGY }, daysKnown: 31, days: 31, kind: 'BILLED', isEstimated: true },
    }
    expectSaid(MOST_KB.figures, {
      consumption: consumptionCsv(days({ status: 'ESTIMATED_BY_SENDER' }), locale),
      load: loadCsv(days({ state: 'ABOVE' }), locale),
      hours: loadHoursCsv({ rows: many(7, many(24, cell)), hoursPerCell: 1, busiest: null } as never, locale),
      quality: qualityCsv(days({ state: 'KNOWN' }), locale),
      year: yearCsv({ periods: many(13, period) } as never, locale),
    })
    const block = {
      ...{ startAt: AT, energyWh: ENERGY, sharePaise: MONEY, apparentVah: 123_456_789, voltageDv: 2_999 },
      ...{ currentMa: 999_999, frequencyMhz: 49_999, powerFactorMilli: 999, outageMinutes: 15 },
      status: 'ESTIMATED_LINEAR',
    }
    expectSaid(MOST_KB.day, { day: dayCsv({ blocks: many(96, block), intervalMinutes: 15 } as never, locale) })
    const figures = { registered: 999, resolved: 999, onTheSpot: 999, promised: 999, rejected: 999, open: 999 }
    const camp = {
      ...{ heldOn: ON, place: { hi: 'पंचायत भवन, नमूना नगर', en: 'Panchayat hall, Namuna Nagar' } },
      ...{ subdivision: 'Ratu Road Sub-division', figures: { ...figures, overdue: 999 } },
    }
    for (const count of [1, 10, 200]) {
      const csv = campsCsv({ camps: many(count, camp) } as never, locale)
      expect(kbOf(csv)).toBeLessThanOrEqual(campsKb(count))
    }
  })

  test('the due day', () => {
    const id = '00000000-0000-4000-8000-000000000000'
    const entry = { billId: id, month: month('2026-09'), dueOn: ON }
    const billUrl = `https://consumers.a-rather-long-name-of-a-utility.example/c/${id}/bills/${id}`
    expectSaid(MOST_KB.calendar, { calendar: dueCalendar(entry, { billUrl, locale, now: AT }) })
  })
})
