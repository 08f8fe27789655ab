import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { HOSTILE_KINDS, hostileNames } from '#lib/units/test-hostile-names.ts'
import { papersOf } from './test-papers.ts'
import { stopTypesetter, typeset } from './typeset.ts'
import type { PaperDocument } from './typeset-worker.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hostile-'))
const run = (tool: string, ...args: string[]) =>
  execFileSync(tool, args, { encoding: 'latin1', stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 })

afterAll(async () => {
  await stopTypesetter()
  rmSync(folder, { recursive: true })
})

/** What makes a reader of PDF do something: scripts, actions, other files, addresses. */
const ACTIVE = /\/(JS|JavaScript|OpenAction|AA|Launch|URI|SubmitForm|ImportData|EmbeddedFiles?|RichMedia|XFA)\b/

async function soundOf(document: PaperDocument): Promise<void> {
  const file = path.join(folder, 'paper.pdf')
  writeFileSync(file, await typeset(document))
  // It ends with an error for a file that is not sound. Dictionaries alone, unpacked: what is drawn is no command, and words
  // of a name may look like one.
  const objects = run('qpdf', '--qdf', '--object-streams=disable', file, '-').replace(
    /stream\r?\n[\s\S]*?endstream/g,
    '',
  )
  const names = objects.replace(/\((?:\\[\s\S]|[^\\()])*\)|<[0-9a-fA-F\s]+>/g, '()')
  expect(names).not.toMatch(ACTIVE)
}

/** Every amount that stands on a paper, as it is printed. */
async function amountsOn(document: PaperDocument): Promise<string[]> {
  const file = path.join(folder, 'read.pdf')
  writeFileSync(file, await typeset(document))
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  return (text.match(/\d[\d,]*\.\d\d(?!\d)/g) ?? []).sort()
}

const ALL = 2_000
const { numRuns } = fuzz(HOSTILE_KINDS, ALL)
/** In `npm test` one of each kind. */
const chosen = hostileNames(numRuns)

/** Where a name can stand: on each paper, in each language, as it comes or as it is kept. */
const PLACES = Object.keys(papersOf({ locale: 'en' })).flatMap((kind) =>
  LOCALES.flatMap((locale) => [cleanText, (name: string) => name].map((asIt) => ({ kind, locale, asIt }))),
)
/** One place further whenever a kind comes again, so that each kind meets all of them. */
const placeAt = (index: number) =>
  PLACES[((index % HOSTILE_KINDS) + Math.floor(index / HOSTILE_KINDS)) % PLACES.length] as (typeof PLACES)[number]
const placed = chosen.map((name, index) => {
  const { kind, locale, asIt } = placeAt(index)
  return { kind, locale, name: asIt(name) }
})

it('one name of each kind meets every place that a name can have, and of all names each kind does', () => {
  const indexes = Array.from({ length: ALL }, (_, index) => index)
  expect(new Set(indexes.slice(0, HOSTILE_KINDS).map(placeAt)).size).toBe(PLACES.length)
  const met = new Set(indexes.map((index) => `${index % HOSTILE_KINDS} ${PLACES.indexOf(placeAt(index))}`))
  expect(met.size).toBe(HOSTILE_KINDS * PLACES.length)
})

it(`${numRuns} hostile names, as they come and as they are kept, make sound papers that do nothing`, async () => {
  for (const { kind, locale, name } of placed) await soundOf(papersOf({ name, locale })[kind] as PaperDocument)
})

it(`no name of ${numRuns} changes, hides or doubles an amount of its paper`, async () => {
  const amounts = new Map<string, string[]>()
  for (const locale of LOCALES)
    for (const [kind, paper] of Object.entries(papersOf({ name: 'Namuna Kumari', locale })))
      amounts.set(`${kind} ${locale}`, await amountsOn(paper))
  for (const [kind, printed] of amounts) expect(printed.length, kind).toBeGreaterThan(1)
  for (const { kind, locale, name } of placed) {
    const others = await amountsOn(papersOf({ name, locale })[kind] as PaperDocument)
    for (const amount of amounts.get(`${kind} ${locale}`) ?? []) {
      expect(others, `${kind} in ${locale} of ${name}`).toContain(amount)
      others.splice(others.indexOf(amount), 1)
    }
    // What is left looks like an amount, and is a piece of the name.
    expect(others.filter((amount) => !name.includes(amount))).toEqual([])
  }
})
