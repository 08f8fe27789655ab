import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

const ROOT = path.dirname(import.meta.dirname)
const FOLDERS = ['app', 'components', 'lib', 'scripts', 'prisma/seed']
/** An input of this many letters, and how long a pattern may look at it: one that takes the cube of it needs minutes. */
const LETTERS = 5_000
const MOST_MS = 1_500

type Pattern = { source: string; flags: string; file: string }

/** Every pattern that stands in the project's own code, apart from tests. */
function ownPatterns(): Pattern[] {
  const files = FOLDERS.flatMap((folder) =>
    fs.readdirSync(path.join(ROOT, folder), { recursive: true }).map((file) => path.join(folder, String(file))),
  ).filter((file) => /\.tsx?$/.test(file) && !/\.test\.|(^|\/)test-/.test(file))
  const found = new Map<string, Pattern>()
  for (const file of [...files, 'proxy.ts', 'instrumentation.ts'])
    for (const { source, flags } of patternsIn(file)) found.set(`/${source}/${flags}`, { source, flags, file })
  return [...found.values()]
}

function patternsIn(file: string): { source: string; flags: string }[] {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8')
  const patterns: { source: string; flags: string }[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { regex } = node as { regex?: { pattern: string; flags: string } }
    if (regex) patterns.push({ source: regex.pattern, flags: regex.flags })
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }))
  return patterns
}

/**
 * Inputs on which a pattern that can go astray does: its own words and samples of its classes, alone and by twos and threes,
 * again and again, with an end that fits nothing.
 */
function hostileTo({ source }: { source: string }): string[] {
  const words = source.match(/[\p{L}\d]{2,}/gu) ?? []
  const signs = source.replace(/\\[a-zA-Z]/g, '').match(/[^\p{L}\d\\^$*+?(){}|]/gu) ?? []
  const pieces = [...new Set([...words.slice(0, 2), ...signs.slice(0, 2), 'a', '0', ' '])]
  const pairs = pieces.flatMap((one) => pieces.map((other) => one + other))
  const starts = words.slice(0, 2).flatMap((word) => signs.slice(0, 3).map((sign) => word + sign))
  const units = [...pieces, ...pairs, ...starts.flatMap((start) => [`/${start}`, `/${start}/a`])]
  return units.flatMap((unit) => {
    const long = unit.repeat(Math.ceil(LETTERS / unit.length))
    return [`${long}\u0000`, `${starts[0] ?? ''}${long}`]
  })
}

/** How it fails to be done in time on one of the inputs; null where it never does. */
function goesAstray({ source, flags }: { source: string; flags: string }, mostMs = MOST_MS): string | null {
  const inputs = hostileTo({ source })
  // Only from outside can a pattern be stopped. All inputs at once, and one by one where that was too long.
  const script = new vm.Script('for (const input of inputs) { pattern.lastIndex = 0; input.replace(pattern, "") }')
  const run = (given: readonly string[]) => {
    try {
      script.runInNewContext({ pattern: new RegExp(source, flags), inputs: given }, { timeout: mostMs })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false
      throw error
    }
  }
  if (run(inputs)) return null
  return inputs.find((input) => !run([input]))?.slice(0, 40) ?? null
}

test('no pattern of ours takes long over an input that was made for it', () => {
  const patterns = ownPatterns()
  expect(patterns.length).toBeGreaterThan(200)
  const astray = patterns.flatMap((pattern) => {
    const input = goesAstray(pattern)
    return input === null ? [] : [`${pattern.file}: /${pattern.source}/ on ${JSON.stringify(input)}…`]
  })
  expect(astray).toEqual([])
}, 120_000)

test.each([
  ['twice as long with every letter', '^(a+)+$'],
  ['the cube of the length', '\\/Filter\\s*\\[[^\\]]*\\/\\w+[^\\]]*\\/DCTDecode'],
])('one that takes %s would be found', (_, source) => {
  expect(goesAstray({ source, flags: '' }, 300)).not.toBeNull()
})
