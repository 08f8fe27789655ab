import { stopTypesetter, typeset } from '#lib/billing/pdf/typeset.ts'
import type { RecordLanguage } from '#lib/units/language.ts'
import { differentBill, documentOf, localeOf } from './different-bill.ts'
import { batch } from './pdf-batch.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, quantile, rounded } from './table.ts'

/** Fewer give the same figures sooner, but say less of the memory. */
const BILLS = Number(process.env.BENCH_BILLS || 10_000)
const ONE_BY_ONE = Math.ceil(BILLS / 10)
const WARM_UP = 20

/**
 * Bills one after the other, so that one core is measured, then a batch of ten times as many on all cores. No two are
 * alike: what Typst keeps of one is of no use to the next.
 */
export const run: Benchmark = async () => {
  const single = await oneByOne()
  const many = await batch(BILLS)
  process.stdout.write(`${many.bills} bills by ${many.workers} threads: ${many.perSecond} a second\n`)
  const memory = Object.entries(many.memoryMb).map(([after, mb]) => `${mb} MB after ${after}`)
  process.stdout.write(`Memory: ${memory.join(', ')}\n`)
  return { ...single, batch: many }
}

async function oneByOne() {
  const times: Record<RecordLanguage, number[]> = { hi: [], en: [] }
  for (let index = 0; index < WARM_UP; index++) await makePdf(index)
  const startedAt = performance.now()
  const usedBefore = process.cpuUsage()
  for (let index = WARM_UP; index < ONE_BY_ONE + WARM_UP; index++) times[localeOf(index)].push(await makePdf(index))
  const seconds = (performance.now() - startedAt) / 1_000
  const { user, system } = process.cpuUsage(usedBefore)
  await stopTypesetter()
  return report(times, { seconds, cpuMs: (user + system) / 1_000 / ONE_BY_ONE })
}

/** Milliseconds from a bill as the database gives it to the bytes of its PDF. */
async function makePdf(index: number): Promise<number> {
  const view = differentBill(index)
  const startedAt = performance.now()
  await typeset(documentOf(view, localeOf(index)))
  return performance.now() - startedAt
}

function report(times: Record<RecordLanguage, number[]>, { seconds, cpuMs }: { seconds: number; cpuMs: number }) {
  const figures = (values: number[]) => ({
    medianMs: rounded(median(values), 1),
    p95Ms: rounded(quantile(values, 0.95), 1),
  })
  const rows = { all: figures([...times.hi, ...times.en]), hi: figures(times.hi), en: figures(times.en) }
  printTable(
    ['Bills', 'median ms', 'p95 ms'],
    Object.entries(rows).map(([name, { medianMs, p95Ms }]) => [name, String(medianMs), String(p95Ms)]),
  )
  const perSecond = rounded(ONE_BY_ONE / seconds, 1)
  // On a machine with other work to do, bills wait for the processor: its own time tells what they cost.
  process.stdout.write(`${perSecond} bills a second, one at a time; ${rounded(cpuMs, 1)} ms of processor time each\n`)
  return { bills: ONE_BY_ONE, perSecond, ...rows, cpuMs: rounded(cpuMs, 1) }
}
