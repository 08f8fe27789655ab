import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonItems } from './json-items.ts'

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function items(text: string, size = 7) {
  const found: { line: number; path: string; text: string }[] = []
  for await (const item of jsonItems(pieces(Buffer.from(text), size))) found.push(item)
  return found
}
const wrong = (text: string) => items(text).then(String, (error) => `${error.line}: ${error.message}`)

test('whatever the objects and wherever the bytes are cut, the same objects come', async () => {
  const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
  await fc.assert(
    fc.asyncProperty(
      fc.array(object),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 2),
      async (objects, size, indent) => {
        const list = await items(JSON.stringify(objects, null, indent), size)
        expect(list.map(({ text }) => JSON.stringify(JSON.parse(text)))).toEqual(
          objects.map((one) => JSON.stringify(one)),
        )
        expect(list.map(({ path }) => path)).toEqual(objects.map((_, index) => `$[${index}]`))
        if (objects.length === 0) return
        const lines = await items(objects.map((one) => JSON.stringify(one)).join('\n'), size)
        expect(lines.map(({ text }) => text)).toEqual(objects.map((one) => JSON.stringify(one)))
        expect(lines.map(({ line }) => line)).toEqual(objects.map((_, index) => index + 1))
      },
    ),
  )
})

test('lines are counted as an editor counts them; a byte order mark is passed over', async () => {
  expect(await items('\ufeff[\n  {"a":\n 1},\n  {"b": "]}\\""}\n]\n')).toEqual([
    { line: 2, path: '$[0]', text: '{"a":\n 1}' },
    { line: 4, path: '$[1]', text: '{"b": "]}\\""}' },
  ])
})

test('what is no list of objects says where', async () => {
  expect(await wrong('')).toBe('1: the file is empty')
  expect(await wrong('[{"a": 1},\n{"b"')).toBe('2: the file ends in the middle')
  expect(await wrong('[{}')).toBe('1: the file ends in the middle')
  expect(await wrong('[{},\n7]')).toBe('2: $[1] is no object, or no comma stands before it')
  expect(await wrong('[{}]{}')).toContain('is no object')
  expect(await wrong('7')).toContain('$ is no object')
})
