import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { PERMISSIONS } from '#lib/staff/permissions.ts'

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

describe('how each class is protected', () => {
  const protection = z
    .record(
      words,
      z.strictObject({
        ...{ atRest: words, inTransit: words, inLogs: words, whoSees: words },
        /** What an officer needs one of, to see any of it. */
        permissions: z.array(words),
        /** Columns that hold a hash or a cipher. */
        hidden: z.record(words, words),
      }),
    )
    .parse(JSON.parse(read('docs/privacy/class-protection.json')))

  test('is said of each, on the page as in the list', () => {
    expect(Object.keys(protection).sort()).toEqual([...new Set(Object.values(classes).map((of) => of.class))].sort())
    const page = read('docs/privacy.md')
    for (const [name, { atRest, inTransit, inLogs, whoSees }] of Object.entries(protection))
      expect(page).toContain(`\n| ${name} | ${atRest} | ${inTransit} | ${inLogs} | ${whoSees} |\n`)
  })

  test('names every hash and secret of its tables', () => {
    const found = new Map(Object.keys(protection).map((name) => [name, new Set<string>()]))
    for (const [model, columns] of schema)
      for (const column of columns)
        if (/hash$|secret$|totp$/i.test(column)) found.get(classes[model]?.class ?? '')?.add(column)
    for (const [name, { hidden }] of Object.entries(protection))
      expect(Object.keys(hidden).sort(), name).toEqual([...(found.get(name) ?? [])].sort())
  })

  test('names every leave of officers, and gives administrators none to consumers’ data', () => {
    const named = Object.values(protection).flatMap(({ permissions }) => permissions)
    expect([...new Set(named)].sort()).toEqual(Object.keys(PERMISSIONS).sort())
    const leave: Record<string, { ADMINISTRATOR: boolean }> = PERMISSIONS
    for (const [name, { permissions }] of Object.entries(protection))
      if (name !== 'staff' && name !== 'utility')
        expect(
          permissions.filter((one) => leave[one]?.ADMINISTRATOR),
          name,
        ).toEqual([])
  })
})
