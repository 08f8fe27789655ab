import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MUTATIONS } from './mutations.ts'
import { titlesIn } from './test-titles.ts'

const read = (file: string) => fs.readFileSync(path.join(path.dirname(import.meta.dirname), file), 'utf8')

test('each threat that is to be proven has its mutations', () => {
  const threats = new Set(MUTATIONS.map(({ threat }) => threat))
  expect([...threats]).toEqual(['T2', 'T7', 'T9', 'T10', 'T11', 'T12', 'T13', 'T14', 'T20'])
})

// That the tests go red without them is seen by `npm run test:mutations`.
test.each(MUTATIONS)(
  '$threat: $without stands once in $file, and its test exists',
  ({ also, test: named, ...first }) => {
    for (const { file, text, by } of also ? [first, also] : [first]) {
      expect(read(file).split(text)).toHaveLength(2)
      expect(by).not.toBe(text)
    }
    expect(titlesIn(read(named.file)).filter((title) => title.includes(named.title))).toHaveLength(1)
  },
)
