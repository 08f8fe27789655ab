import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const E2E = path.join(path.dirname(import.meta.dirname), 'e2e')

/** Read and changed by nobody: the recorded meter with gaps. */
const READ_ALONE = ['9000000032']

/**
 * Spec files whose clock is held at the same instant may meet in one portal unless they name one apart (e2e/fixtures.ts),
 * in an order that chance decides: a login, a code or a payment of the same person in both is then one too many for
 * somebody.
 */
test('spec files that may share a portal share no person', () => {
  const specs = fs
    .readdirSync(E2E)
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => ({ name, text: fs.readFileSync(path.join(E2E, name), 'utf8') }))
    .filter(({ text }) => /test\.use\(\{\s*clock/.test(text))
  const whose = new Map<string, string[]>()
  for (const { name, text } of specs) {
    const clock = /(?:clock:|CLOCK =) '([^']+)'/.exec(text)?.[1]
    expect(clock, name).toBeDefined()
    const portal = [clock, /apart: '([^']+)'/.exec(text)?.[1]].join(' ')
    for (const mobile of new Set(text.match(/\b9\d{9}\b/g)))
      if (!READ_ALONE.includes(mobile)) {
        const person = `${mobile} at ${portal}`
        whose.set(person, [...(whose.get(person) ?? []), name])
      }
  }
  expect(whose.size).toBeGreaterThan(40)
  expect([...whose].filter(([, names]) => names.length > 1)).toEqual([])
})
