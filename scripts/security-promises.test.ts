import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { titlesIn } from './test-titles.ts'

/** Holds `docs/security` and `docs/accessibility` to the tree: each promise names what proves it, or says that it is open. */
const ROOT = path.dirname(import.meta.dirname)
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
const exists = (file: string) => fs.statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile() ?? false

const words = z.string().min(1)
const proof = {
  /** By file: a part of the title that one test alone has. */
  tests: z.record(words, z.array(words).min(1)).optional(),
  document: z.strictObject({ file: words, heading: words }).optional(),
  notApplicable: words.optional(),
  /** What is missing. */
  open: words.optional(),
}
const requirement = z.strictObject({ id: words, about: words, ...proof })
const threat = z.strictObject({ id: words, threat: words, mitigation: words, files: z.array(words).min(1), ...proof })
const idList = z.strictObject({ level1: z.array(words), level2: z.array(words), level3: z.array(words) })

const parsed = <T>(shape: z.ZodType<T>, file: string): T => shape.parse(JSON.parse(read(`docs/${file}`)))
const requirements = parsed(z.array(requirement), 'security/asvs.json')
const threats = parsed(z.array(threat), 'security/threats.json')
/** OWASP ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2; of level 3 those that are looked at here. */
const ids = parsed(idList, 'security/asvs-ids.json')

function faultsOf({ tests = {}, document, notApplicable, open }: z.infer<typeof requirement>): string[] {
  const faults: string[] = []
  const isProven = Object.keys(tests).length > 0 || document !== undefined
  if (!isProven && !notApplicable && !open) faults.push('names neither proof nor reason, and is not open')
  if (notApplicable && (isProven || open)) faults.push('does not apply, and yet has a proof or is open')
  for (const [file, titles] of Object.entries(tests)) {
    if (!/\.(test|spec)\.tsx?$/.test(file) || !exists(file)) {
      faults.push(`${file} is no file of tests`)
      continue
    }
    const known = titlesIn(read(file))
    for (const title of titles) {
      const found = known.filter((one) => one.includes(title))
      if (found.length !== 1) faults.push(`${file} has ${found.length} tests named "${title}"`)
    }
  }
  if (document && !(exists(document.file) && headingsOf(read(document.file)).includes(document.heading)))
    faults.push(`${document.file} has no heading "${document.heading}"`)
  return faults
}

const headingsOf = (markdown: string) => [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading)

describe('OWASP ASVS 5.0.0', () => {
  test('the list has every requirement of levels 1 and 2', () => {
    expect([ids.level1.length, ids.level2.length]).toEqual([70, 183])
  })

  test('every id of the list has one entry, and no entry another id', () => {
    const all = [...ids.level1, ...ids.level2, ...ids.level3].sort()
    expect(new Set(all).size).toBe(all.length)
    expect(requirements.map(({ id }) => id).sort()).toEqual(all)
  })

  test('every entry names what there is', () => {
    const faults = requirements.flatMap((entry) => faultsOf(entry).map((fault) => `${entry.id}: ${fault}`))
    expect(faults).toEqual([])
  })
})

test('each demand of GIGW 3.0 is met, or somebody is named who has to meet it', () => {
  const demands = parsed(z.array(requirement), 'accessibility/gigw.json')
  expect(new Set(demands.map(({ id }) => id)).size).toBe(demands.length)
  expect(demands.flatMap((entry) => faultsOf(entry).map((fault) => `${entry.id}: ${fault}`))).toEqual([])
})

describe('The threats', () => {
  test('are T1 to T37, each once', () => {
    expect(threats.map(({ id }) => id)).toEqual(Array.from({ length: 37 }, (_, index) => `T${index + 1}`))
  })

  test('each has its mitigation in files that exist, and tests that exist or what is missing', () => {
    const faults = threats.flatMap(({ id, threat: about, files, mitigation: _, ...entry }) => [
      ...files.filter((file) => !exists(file)).map((file) => `${id}: ${file} does not exist`),
      ...faultsOf({ id, about, ...entry }).map((fault) => `${id}: ${fault}`),
    ])
    expect(faults).toEqual([])
  })
})

test('docs/security.md says how many points are open', () => {
  const open = (entries: readonly { open?: string }[]) => entries.filter((entry) => entry.open).length
  const text = read('docs/security.md').replace(/\s+/g, ' ')
  expect(text).toContain(`${open(requirements)} of ${requirements.length} requirements are open`)
  expect(text).toContain(`${open(threats)} of ${threats.length} threats are open`)
})

describe('A promise is found wanting', () => {
  const FILE = 'scripts/layers.test.ts'
  test.each([
    ['without anything', {}, 'names neither'],
    ['with a file that is not there', { tests: { 'lib/no.test.ts': ['x'] } }, 'is no file of tests'],
    ['with a file without tests', { tests: { 'proxy.ts': ['x'] } }, 'is no file of tests'],
    ['with a test that is not there', { tests: { [FILE]: ['nobody wrote this'] } }, 'has 0 tests'],
    ['with words that two tests have', { tests: { [FILE]: ['import %s'] } }, 'has 2 tests'],
    ['with a heading that is not there', { document: { file: 'README.md', heading: 'No' } }, 'has no heading'],
    ['that does not apply and is open', { notApplicable: 'no', open: 'yes' }, 'does not apply, and yet'],
  ])('%s', (_, entry, fault) => {
    expect(faultsOf({ id: '0', about: 'x', ...entry }).join()).toContain(fault)
  })
})
