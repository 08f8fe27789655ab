import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepsToFiles } from './static-files.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'files-'))
let server: http.Server
let url = ''
/** What came through to Next.js. */
const passed: { method: string; headers: http.IncomingHttpHeaders }[] = []

beforeAll(async () => {
  fs.mkdirSync(path.join(folder, 'desk'))
  for (const file of ['icon.svg', 'desk/worker.js']) fs.writeFileSync(path.join(folder, file), '')
  const hasAnswered = keepsToFiles(folder)
  server = http.createServer((request, response) => {
    if (hasAnswered(request, response)) return
    passed.push({ method: request.method ?? '', headers: request.headers })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  fs.rmSync(folder, { recursive: true })
})

test.each(['/icon.svg', '/icon.svg?x=1', '/%69con.svg', '/desk/worker.js', '/_next/static/chunks/a.js'])(
  'another method than GET and HEAD on the file %s is refused',
  async (file) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(url + file, { method })
      expect([answer.status, answer.headers.get('allow')], method).toEqual([405, 'GET, HEAD'])
    }
    for (const method of ['GET', 'HEAD']) expect((await fetch(url + file, { method })).status).toBe(200)
  },
)

test.each(['/api/login', '/', '/desk', '/icon.svg/x', '/%'])(
  '%s is no file, and its methods are its own',
  async (page) => {
    expect((await fetch(url + page, { method: 'POST' })).status).toBe(200)
    expect(passed.at(-1)?.method).toBe('POST')
  },
)

test('conditions that Next.js cannot answer are taken away, and others are left', async () => {
  const conditions = { Range: 'bytes=9999999-', 'If-Range': '"a"', 'If-Match': '"a"' }
  const headers = { ...conditions, 'If-Unmodified-Since': 'Mon, 01 Jan 2001 00:00:00 GMT', 'If-None-Match': '"b"' }
  await fetch(`${url}/icon.svg`, { headers })
  const left = Object.keys(passed.at(-1)?.headers ?? {}).filter((name) => /^(if|range)/.test(name))
  expect(left).toEqual(['if-none-match'])
})
