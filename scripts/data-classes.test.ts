import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

/** Holds `docs/privacy/data-classes.json` to the schema: no table or text comes in without somebody saying whose it is. */
const ROOT = path.dirname(import.meta.dirname)
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8')
const words = z.string().min(1)
const entry = z.strictObject({
  class: words,
  personal: z.array(words).min(1).optional(),
  plain: z.array(words).min(1).optional(),
  kept: words,
  erased: words,
  /** A part of the file that a person takes away, or `no:` and why not (`lib/privacy/export-person.test.ts`). */
  exported: words,
})
const classes = z.record(words, entry).parse(JSON.parse(read('docs/privacy/data-classes.json')))

/** By model: its columns that can hold words of or about somebody. Random ids and numbers of other kinds cannot. */
const schema = new Map(
  fs
    .readdirSync(path.join(ROOT, 'prisma', 'schema'))
    .flatMap((file) => [...read(path.join('prisma', 'schema', file)).matchAll(/^model (\w+) \{\n(.*?)^\}/gms)])
    .map(([, model, body]) => [
      model as string,
      (body as string).split('\n').flatMap((line) => {
        const [, column] = /^\s+(\w+)\s+(?:String|Json|Bytes)(?:\?|\[\])?(?:\s|$)/.exec(line) ?? []
        return column && !line.includes('@db.Uuid') ? [column] : []
      }),
    ]),
)

test('each table has a class, a term and a word on erasure, and no other is described', () => {
  expect(schema.size).toBeGreaterThan(80)
  expect(Object.keys(classes).sort()).toEqual([...schema.keys()].sort())
})

test('each column that can hold words is said to be personal or not', () => {
  for (const [model, columns] of schema) {
    const { personal = [], plain = [] } = classes[model] ?? {}
    expect([...personal, ...plain].sort(), model).toEqual(columns.toSorted())
  }
})

test('each class is explained, and no other', () => {
  const explained = [...read('docs/privacy.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  expect(explained.toSorted()).toEqual([...new Set(Object.values(classes).map((of) => of.class))].sort())
})
