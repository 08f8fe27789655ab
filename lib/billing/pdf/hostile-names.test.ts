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
