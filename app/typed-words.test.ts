import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

/** What the browser sends back. */
let kept = ''
vi.mock('next/headers', () => ({ cookies: async () => ({ get: () => ({ value: kept }) }) }))
const { currentTyped, typedForgotten, typedKept } = await import('./typed-words.ts')

const COMPLAINT = 'a complaint'
const keep = async (typed: Record<string, string>) => {
  const cookie = (await typedKept(COMPLAINT, typed))['Set-Cookie']
  kept = /^(?:__Host-)?typed=([^;]*)/.exec(cookie ?? '')?.[1] ?? ''
}
/** Words as people write them: some often, each in its own order. */
function sentences(letters: number): string {
  const words = 'बिजली शाम को हर दिन दो घंटे जाती है और वोल्टेज इतना कम कि पंखा नहीं चलता मीटर का नंबर बिल में गलत है'.split(' ')
  let text = ''
  for (let at = 0; text.length < letters; at++) text += `${words[(at * at + 3 * at) % words.length]} ${at} `
  return text.slice(0, letters)
}

test('a form that was refused comes back with its words, about the same thing alone', async () => {
  const typed = { text: 'खंभा झुक गया है', rating: '2' }
  await keep(typed)
  expect(await currentTyped(COMPLAINT)).toEqual(typed)
  expect(await currentTyped('another complaint')).toEqual({})
})

test('as many letters as a message may have fit, and more than a cookie holds is not kept', async () => {
  const text = sentences(2_000)
  await keep({ text })
  expect((await currentTyped(COMPLAINT)).text).toBe(text)
  await keep({ text: randomBytes(4_000).toString('hex') })
  expect(await currentTyped(COMPLAINT)).toEqual({})
})

test('nginx passes on an answer with the largest such cookie among its headers, which by itself it does not', () => {
  const settings = readFileSync(new URL('../docs/deploy/nginx.conf', import.meta.url), 'utf8')
  expect(Number(/^ *proxy_buffer_size (\d+)k;/m.exec(settings)?.[1])).toBeGreaterThanOrEqual(8)
})

test('what was taken is forgotten, and what is not ours is nothing', async () => {
  expect(typedForgotten()['Set-Cookie']).toMatch(/typed=;.*Max-Age=0/)
  kept = 'eyJhbGciOiJkaXIifQ..'
  expect(await currentTyped(COMPLAINT)).toEqual({})
})
