import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replaceMissingPage } from './missing-page.ts'

const asked: string[] = []
let server: http.Server
let origin: string

/** What stands behind the listener: a page that finds nothing is blank but for scripts, and whole below no page. */
const handle = (request: http.IncomingMessage, response: http.ServerResponse) => {
  const path = request.url as string
  asked.push(path)
  if (path === '/fine') return void response.end('all is well')
  if (path === '/file') return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('no file')
  response.statusCode = 404
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.setHeader('X-Of', path)
  response.flushHeaders()
  response.write(path.startsWith('/missing/') ? `<main>${request.headers.cookie}` : '<html id="__next_error__">')
  response.end(path.startsWith('/missing/') ? '</main>' : '<script></script>')
}

beforeAll(async () => {
  server = http.createServer((request, response) => {
    replaceMissingPage(request, response, (again) => handle(again, response))
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function ask(path: string, options: RequestInit = {}) {
  asked.length = 0
  const answer = await fetch(origin + path, options)
  return { status: answer.status, of: answer.headers.get('x-of'), text: await answer.text() }
}

test('a page that finds nothing is answered whole, for the same person, and with nothing of what was blank', async () => {
  const answer = await ask('/c/1/bills/2?a=b', { headers: { Cookie: 'session=asha' } })
  expect(answer).toEqual({ status: 404, of: '/missing/c/1/bills/2?a=b', text: '<main>session=asha</main>' })
  expect(asked).toEqual(['/c/1/bills/2?a=b', '/missing/c/1/bills/2?a=b'])
})

test('whatever else is answered passes through, once', async () => {
  expect(await ask('/fine')).toMatchObject({ status: 200, text: 'all is well' })
  expect(await ask('/file')).toMatchObject({ status: 404, text: 'no file' })
  for (const [path, options] of [
    ['/api/nothing', {}],
    ['/nothing', { method: 'POST' }],
    ['/nothing', { headers: { RSC: '1' } }],
  ] as const) {
    expect(await ask(path, options)).toMatchObject({ status: 404, of: path })
    expect(asked).toEqual([path])
  }
})

test('many at once get each their own', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`/c/${n}`)))
  expect(answers.map(({ of }) => of)).toEqual(answers.map((_, n) => `/missing/c/${n}`))
})
