import { expect, test } from 'vitest'
import { readForm } from './http.ts'

const post = (fields: Record<string, string>) =>
  readForm(new Request('http://portal.example/api/form', { method: 'POST', body: new URLSearchParams(fields) }))

test('the longest complaint arrives whole, in Devanagari as in Latin letters', async () => {
  for (const letter of ['बि', 'लि', 'ab', '💡']) {
    const text = letter.repeat(1_000)
    expect((await post({ text, reply: text }))?.get('text'), letter).toBe(text)
  }
})

test('a form that is larger than any of ours is not read', async () => {
  expect(await post({ text: 'ब'.repeat(8_000) })).toBeNull()
})
