import { qrSvg } from '#components/bills/qr-svg.ts'
import { checkPath } from '#lib/billing/authentic/bill-stamp.ts'
import { billQrLink } from '#lib/billing/bill-qr-link.ts'
import { billView, demoSettings, printed } from '#lib/billing/pdf/test-bill-views.ts'
import { stopTypesetter, typeset } from '#lib/billing/pdf/typeset.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, quantile, rounded } from './table.ts'

const BILLS = 1_000
const WARM_UP = 20
const MEMORY_AFTER: readonly number[] = [100, 500, BILLS]
const MEGABYTE = 2 ** 20

/**
 * Bills with all that a page can hold (lines, rebates, QR, charts, 13 months, payments), one after the other, so that one
 * core is measured. No two are alike in name, number, units or amounts: what Typst keeps of one is of no use to the next.
 */
export const run: Benchmark = async () => {
  const times: Record<Locale, number[]> = { hi: [], en: [] }
  const memoryMb: Record<string, number> = {}
  for (let index = -WARM_UP; index < 0; index++) await makePdf(index)
  const startedAt = performance.now()
  const usedBefore = process.cpuUsage()
  for (let index = 0; index < BILLS; index++) {
    const { locale, milliseconds } = await makePdf(index)
    times[locale].push(milliseconds)
    if (MEMORY_AFTER.includes(index + 1)) memoryMb[index + 1] = Math.round(process.memoryUsage().rss / MEGABYTE)
  }
  const seconds = (performance.now() - startedAt) / 1_000
  const { user, system } = process.cpuUsage(usedBefore)
  await stopTypesetter()
  return report(times, memoryMb, { seconds, cpuMs: (user + system) / 1_000 / BILLS })
}

/** From a bill as the database gives it to the bytes of its PDF. */
async function makePdf(index: number): Promise<{ locale: Locale; milliseconds: number }> {
  const locale = LOCALES[Math.abs(index) % LOCALES.length] as Locale
  const view = differentBill(index + WARM_UP)
  const startedAt = performance.now()
  const { upi, discom } = demoSettings()
  const link = billQrLink(view, { ...upi, discom: discom.shortName }, locale)
  const portalLink = `https://khata.example${checkPath(view)}`
  const sheet = { bill: printed(view, locale), payQr: link && qrSvg(link), portalQr: qrSvg(portalLink, 'M') }
  await typeset({ sheets: [sheet], form: 'a4', isForArchive: false })
  return { locale, milliseconds: performance.now() - startedAt }
}

function differentBill(index: number) {
  const number = String(index).padStart(6, '0')
  return billView({
    dayWh: 6_500 + index * 7,
    facts: {
      consumerNo: `900${number}`,
      holderName: `नमूना ${number}`,
      address: `${index}, नमूना नगर, राँची 834001`,
      meterSerialNo: `BM${number}`,
      paymentReference: `BENCH${number}`,
    },
  })
}

function report(
  times: Record<Locale, number[]>,
  memoryMb: Record<string, number>,
  { seconds, cpuMs }: { seconds: number; cpuMs: number },
) {
  const all = [...times.hi, ...times.en]
  const figures = (values: number[]) => ({
    medianMs: rounded(median(values), 1),
    p95Ms: rounded(quantile(values, 0.95), 1),
  })
  const rows = { all: figures(all), hi: figures(times.hi), en: figures(times.en) }
  printTable(
    ['Bills', 'median ms', 'p95 ms'],
    Object.entries(rows).map(([name, { medianMs, p95Ms }]) => [name, String(medianMs), String(p95Ms)]),
  )
  const perSecond = rounded(BILLS / seconds, 1)
  // On a machine with other work to do, bills wait for the processor: its own time tells what they cost.
  process.stdout.write(`${perSecond} bills a second, one at a time; ${rounded(cpuMs, 1)} ms of processor time each\n`)
  const memory = Object.entries(memoryMb).map(([after, mb]) => `${mb} MB after ${after}`)
  process.stdout.write(`Memory: ${memory.join(', ')}\n`)
  return { bills: BILLS, perSecond, ...rows, cpuMs: rounded(cpuMs, 1), memoryMb }
}
