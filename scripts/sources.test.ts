import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.dirname(import.meta.dirname)

/** What may not stand in what runs, and the files where it may, with the reason. */
const FORBIDDEN: { what: RegExp; in: RegExp; but: Record<string, string> }[] = [
  {
    // A statement made of text takes whatever the text holds (threat T33); tagged templates send values apart.
    what: /\$(?:queryRawUnsafe|executeRawUnsafe)\b|\bPrisma\.raw\(/,
    in: /^(app|components|lib)\//,
    but: {},
  },
  {
    // What people wrote reaches a page as text alone (threat T21).
    what: /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\b/,
    in: /^(app|components|lib|public)\//,
    but: { 'app/brand-style.tsx': 'a colour that the start has read as a colour' },
  },
  {
    // No text becomes code.
    what: /\beval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*['"`]|from 'node:vm'/,
    in: /^(app|components|lib|public)\//,
    but: {},
  },
]

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')

test.each(FORBIDDEN)('$what stands nowhere but where it is harmless', ({ what, in: where, but }) => {
  const sources = tracked.filter((file) => where.test(file) && /(?<!\.test)\.(tsx?|js)$/.test(file))
  expect(sources.length).toBeGreaterThan(5)
  const found = sources.filter((file) => !/\/test-[^/]*$/.test(file) && what.test(read(file)))
  expect(found).toEqual(Object.keys(but))
})

test('what is looked for is found where it stands', () => {
  const [statements, pages, code] = FORBIDDEN.map(({ what }) => what)
  expect('await tx.$queryRawUnsafe(`select 1`)').toMatch(statements as RegExp)
  expect('db.$queryRaw`select 1`').not.toMatch(statements as RegExp)
  expect("box.innerHTML = '<b>'").toMatch(pages as RegExp)
  expect("setTimeout('go()', 1)").toMatch(code as RegExp)
  expect('setTimeout(go, 1)').not.toMatch(code as RegExp)
})

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
