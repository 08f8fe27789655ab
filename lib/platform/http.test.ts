import { describe, expect, test } from 'vitest'
import { isSameOrigin, readForm, readMultipart } from './http.ts'

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

test('no field holds what a database cannot keep, however it was written', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const sent = (body: string) =>
    readForm(new Request('http://portal.example/api/form', { method: 'POST', headers, body }))
  for (const body of ['text=a%00b', 'te%00xt=ab', 'text=a%%0000b', 'text=a\0b', 'text=a%0%000b'])
    expect(`${await sent(body)}`, body).not.toMatch(/%00|\0/)
  expect((await sent('text=a%00b'))?.get('text')).toBe('ab')
})

describe('a form of our own', () => {
  const from = (headers: Record<string, string>) =>
    isSameOrigin(new Request('http://localhost:3000/api/form', { method: 'POST', headers }))

  test('is known by Sec-Fetch-Site, and by Origin where a browser does not say it', () => {
    expect(from({ 'Sec-Fetch-Site': 'same-origin' })).toBe(true)
    expect(from({ Origin: 'http://localhost:3000' })).toBe(true)
    // The demo is also opened by an address of the home's network.
    expect(from({ Origin: 'http://192.0.2.7:3000', Host: '192.0.2.7:3000' })).toBe(true)
  })

  test.each<[string, Record<string, string>]>([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' }],
    ['of a neighbour below the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['of an old browser on another site', { Origin: 'https://bijli-inaam.example' }],
    ['of an old browser in a frame', { Origin: 'null' }],
    ['with another host than it names', { Origin: 'https://a.example', 'X-Forwarded-Host': 'a.example', Host: 'b' }],
    ['that says neither', {}],
  ])('%s is none', (_, headers) => {
    expect(from(headers)).toBe(false)
  })
})

test('of a field that is sent twice the first counts, in the body alone, and in forms with files alike', async () => {
  const url = 'http://portal.example/api/form?code=3'
  const twice: [string, string][] = [
    ['code', '1'],
    ['code', '2'],
  ]
  const form = await readForm(new Request(url, { method: 'POST', body: new URLSearchParams(twice) }))
  expect(form?.get('code')).toBe('1')
  const body = new FormData()
  for (const [name, value] of twice) body.append(name, value)
  const read = await readMultipart(new Request(url, { method: 'POST', body }), 10_000)
  expect(read).toMatchObject({ files: [] })
  expect(read && read !== 'TOO_BIG' && read.fields.get('code')).toBe('1')
})

test('a field is decoded once: what was encoded twice stays encoded', async () => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const body = 'who=%2525&name=%253Cb%253E&code=%2B%2531'
  const form = await readForm(new Request('http://portal.example/api/form', { method: 'POST', body, headers }))
  expect([...(form ?? [])]).toEqual([
    ['who', '%25'],
    ['name', '%3Cb%3E'],
    ['code', '+%31'],
  ])
})
