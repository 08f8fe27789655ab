import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { hostileNames } from '#lib/units/test-hostile-names.ts'
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

const { numRuns } = fuzz(40, 2_000)
/** In `npm test` one of each kind. */
const chosen = hostileNames(numRuns)

it(`${numRuns} hostile names, as they come and as they are kept, make sound papers that do nothing`, async () => {
  for (const [index, name] of chosen.entries()) {
    const papers = Object.values(
      papersOf({ name: index % 2 ? name : cleanText(name), locale: index % 4 < 2 ? 'hi' : 'en' }),
    )
    await soundOf(papers[index % papers.length] as PaperDocument)
  }
})

it(`no name of ${numRuns} changes, hides or doubles an amount of its paper`, async () => {
  const plain = papersOf({ name: 'Namuna Kumari', locale: 'en' })
  const amounts = new Map<string, string[]>()
  for (const [kind, paper] of Object.entries(plain)) amounts.set(kind, await amountsOn(paper))
  for (const [kind, printed] of amounts) expect(printed.length, kind).toBeGreaterThan(1)
  const kinds = [...amounts.keys()]
  for (const [index, name] of chosen.entries()) {
    const kind = kinds[index % kinds.length] as string
    const paper = papersOf({ name: cleanText(name), locale: 'en' })[kind] as PaperDocument
    const others = await amountsOn(paper)
    for (const amount of amounts.get(kind) ?? []) {
      expect(others, `${kind} of ${name}`).toContain(amount)
      others.splice(others.indexOf(amount), 1)
    }
    // What is left looks like an amount, and is a piece of the name.
    expect(others.filter((amount) => !name.includes(amount))).toEqual([])
  }
})
