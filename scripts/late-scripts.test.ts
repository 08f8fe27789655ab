import http from 'node:http'
import type { AddressInfo } from 'node:net'
import compression from 'compression'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksForScriptsLate } from './late-scripts.ts'

const FILE = '<script src="/_next/static/chunks/a1.js" async="" nonce="n0nce"></script>'
/** As Next.js writes it: a hint, files in both orders of their attributes, one for old browsers, and scripts within the page. */
const PAGE = [
  '<!DOCTYPE html><html lang="hi"><head><link rel="stylesheet" href="/_next/static/chunks/s.css"/>',
  '<link rel="preload" as="script" fetchPriority="low" nonce="n0nce" href="/_next/static/chunks/b2.js"/>',
  FILE,
  '<script src="/_next/static/chunks/old.js" noModule="" nonce="n0nce"></script></head><body>',
  '<p>बिजली खाता</p><script nonce="n0nce" id="_R_">first(1)</script>',
  '<script src="/_next/static/chunks/b2.js" nonce="n0nce" async=""></script></body></html>',
].join('')

let server: http.Server
let origin: string
let pieces: Uint8Array[]
let type: string

beforeAll(async () => {
  const compress = compression()
  server = http.createServer((request, response) => {
    compress(request, response, () => {})
    asksForScriptsLate(response)
    response.setHeader('Content-Type', type)
    for (const piece of pieces.slice(0, -1)) response.write(piece)
    response.end(pieces.at(-1))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function answer(text: string, { cutAt = [] as number[], as = 'text/html; charset=utf-8' } = {}) {
  const bytes = Buffer.from(text)
  const cuts = [0, ...cutAt, bytes.length]
  pieces = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end))
  type = as
  return (await fetch(origin)).text()
}

test('a page asks for no file of scripts before it wakes them, once, by the nonce of its own', async () => {
  const page = await answer(PAGE)
  expect(page).not.toContain('preload')
  expect(page).toContain('<script type="late" src="/_next/static/chunks/a1.js" async="" nonce="n0nce"></script>')
  expect(page).toContain('<script type="late" src="/_next/static/chunks/b2.js" nonce="n0nce" async=""></script>')
  expect(page.match(/<script nonce="n0nce">[^<]*requestAnimationFrame/g)).toHaveLength(1)
  // All else is as it was.
  expect(page).toContain('<link rel="stylesheet" href="/_next/static/chunks/s.css"/>')
  expect(page).toContain('<script src="/_next/static/chunks/old.js" noModule="" nonce="n0nce"></script>')
  expect(page).toContain('<p>बिजली खाता</p><script nonce="n0nce" id="_R_">first(1)</script>')
})

test('wherever a page is cut in two or three on its way, it comes to the same', async () => {
  const whole = await answer(PAGE)
  const length = Buffer.byteLength(PAGE)
  for (let cut = 1; cut < length; cut += 1) {
    expect(await answer(PAGE, { cutAt: [cut] })).toBe(whole)
    if (cut % 7 === 0 && cut + 3 < length) expect(await answer(PAGE, { cutAt: [cut, cut + 3] })).toBe(whole)
  }
})

test('what is no page, has no scripts, or ends within a tag comes as it is', async () => {
  expect(await answer(PAGE, { as: 'text/x-component' })).toBe(PAGE)
  expect(await answer(`{"html": ${JSON.stringify(PAGE)}}`, { as: 'application/json' })).toContain('async=\\"\\"')
  for (const text of ['', '<p>आप', 'no tag', '<script src="/_next/stat']) expect(await answer(text)).toBe(text)
  expect(await answer('<script src="https://elsewhere.example/a.js" async=""></script>')).toContain('<script src=')
})
