import { type Mishap, type PaperBill, paperBill, photoOf } from '#e2e/support/bill-photos.ts'
import { stopTypesetter } from '#lib/billing/pdf/typeset.ts'
import { readPhoto, stopPhotoReader } from '#lib/linking/photo/read-photo.ts'
import { chance } from '#lib/platform/test-random.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import type { Benchmark } from './run.ts'
import { median, printTable, quantile, rounded } from './table.ts'

/** Everything that tells whose bill it is, without either QR. */
const LETTERS_ONLY = { left: 0, top: 0.02, width: 0.73, height: 0.36 }
/** The charts and notices: nothing tells whose bill it is. */
const NOTHING_LEFT = { left: 0, top: 0.42, width: 0.62, height: 0.36 }
const TIMES_EACH = 2

type Chance = () => number
const between = (next: Chance, from: number, to: number) => from + next() * (to - from)
const tilt = (next: Chance, most: number) => between(next, 1, most) * (next() < 0.5 ? -1 : 1)

/** Thirteen mishaps, each twice in both languages, the last once: fifty photos. */
const MISHAPS: Record<string, (next: Chance) => Mishap> = {
  'whole page': () => ({}),
  'turned by some degrees': (next) => ({ turnedDegrees: tilt(next, 12), tableShare: 0.05 }),
  'on its side': (next) => ({ turnedDegrees: next() < 0.5 ? 90 : 270 }),
  'upside down, tilted': (next) => ({ turnedDegrees: 180 + tilt(next, 4), tableShare: 0.05 }),
  blurred: (next) => ({ blurDots: between(next, 1.2, 2.2) }),
  'dim and grainy': (next) => ({ white: between(next, 50, 100), noise: between(next, 4, 9) }),
  'from the side': (next) => ({ leaning: { x: tilt(next, 6) / 60, y: tilt(next, 4) / 60 }, tableShare: 0.08 }),
  'small, hard compressed': (next) => ({ width: Math.round(between(next, 900, 1_200)), jpegQuality: 40 }),
  'all at once': (next) => ({
    ...{ turnedDegrees: tilt(next, 6), leaning: { x: 0.03, y: -0.02 }, tableShare: 0.06 },
    ...{ blurDots: 1, white: 140, noise: 5, jpegQuality: 60 },
  }),
  'letters only': (next) => ({ cropped: LETTERS_ONLY, blurDots: between(next, 0.4, 1) }),
  'letters only, turned and dim': (next) => ({
    ...{ cropped: LETTERS_ONLY, turnedDegrees: tilt(next, 6), white: between(next, 90, 160), noise: 4 },
  }),
  'letters only, upside down': () => ({ cropped: LETTERS_ONLY, turnedDegrees: 180, jpegQuality: 60 }),
  'nothing left': () => ({ cropped: NOTHING_LEFT }),
}

type Tally = {
  read: 'QR' | 'text' | 'not at all'
  isWrong: boolean
  hasMeter: boolean
  isFactWrong: boolean
  ms: number
}

/**
 * Fifty photos of our own bills, each of another home, with mishaps by chance but the same each time: how many consumer
 * numbers are read by QR, by text, not at all, and how many wrongly, which must be none.
 */
export const run: Benchmark = async () => {
  const tallies = new Map<string, Tally[]>()
  const kinds = allKinds()
  // The next one is made while one is read: each keeps a processor busy.
  let made = make(kinds, 0)
  for (const [at, { name }] of kinds.entries()) {
    const photo = await made
    made = make(kinds, at + 1)
    tallies.set(name, [...(tallies.get(name) ?? []), await readOne(photo)])
  }
  await Promise.all([stopTypesetter(), stopPhotoReader()])
  return report(tallies)
}

type Kind = { name: string; locale: Locale; seed: number; mishap: Mishap }

function allKinds(): Kind[] {
  const kinds: Omit<Kind, 'seed' | 'mishap'>[] = []
  for (let time = 0; time < TIMES_EACH; time++)
    // Of the last kind one a language is enough.
    for (const name of Object.keys(MISHAPS))
      if (name !== 'nothing left' || time === 0) kinds.push(...LOCALES.map((locale) => ({ name, locale })))
  return kinds.map((kind, at) => {
    const mishap = MISHAPS[kind.name] as (next: Chance) => Mishap
    return { ...kind, seed: at + 1, mishap: mishap(chance((at + 1) * 7_919)) }
  })
}

type Photo = { bill: PaperBill; photo: Buffer }

async function make(kinds: readonly Kind[], at: number): Promise<Photo | null> {
  const kind = kinds[at]
  if (!kind) return null
  const bill = await paperBill(kind.seed, kind.locale)
  return { bill, photo: await photoOf(bill.page, kind.mishap, kind.seed) }
}

async function readOne(made: Photo | null): Promise<Tally> {
  if (!made) throw new Error('A photo was not made.')
  const { bill, photo } = made
  const startedAt = performance.now()
  const reading = await readPhoto(photo)
  const ms = performance.now() - startedAt
  if (!reading.ok) return { read: 'not at all', isWrong: false, hasMeter: false, isFactWrong: false, ms }
  const { consumerNo, by, meterNo, amount } = reading.facts
  const isOff = (read: string | null, printed: string) => read !== null && read !== printed
  return {
    read: consumerNo === null ? 'not at all' : by === 'code' ? 'QR' : 'text',
    isWrong: isOff(consumerNo, bill.consumerNo),
    hasMeter: meterNo === bill.meterNo,
    isFactWrong: isOff(meterNo, bill.meterNo) || isOff(amount, bill.amount),
    ms,
  }
}

function report(tallies: ReadonlyMap<string, Tally[]>) {
  const rows = [...tallies, ['all', [...tallies.values()].flat()] as const].map(([name, all]) => {
    const count = (test: (tally: Tally) => boolean) => all.filter(test).length
    const times = all.map(({ ms }) => ms)
    return {
      ...{
        name,
        photos: all.length,
        byQr: count(({ read }) => read === 'QR'),
        byText: count(({ read }) => read === 'text'),
      },
      ...{ notAtAll: count(({ read }) => read === 'not at all'), wrong: count(({ isWrong }) => isWrong) },
      ...{ meter: count(({ hasMeter }) => hasMeter), otherWrong: count(({ isFactWrong }) => isFactWrong) },
      ...{ medianSeconds: rounded(median(times) / 1_000, 1), p95Seconds: rounded(quantile(times, 0.95) / 1_000, 1) },
    }
  })
  printTable(
    ['Photos', 'of', 'QR', 'text', 'not', 'wrong', 'meter', 'others wrong', 'median s', 'p95 s'],
    rows.map((row) => Object.values(row).map(String)),
  )
  return rows.at(-1) as (typeof rows)[number]
}
