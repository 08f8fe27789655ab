import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { nameType } from './typed-answer.ts'

const ANSWERS: Record<string, (response: http.ServerResponse) => unknown> = {
  redirect: (response) => {
    response.statusCode = 308
    response.setHeader('Location', '/about').end('/about')
  },
  page: (response) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end('<p>'),
  form: (response) => response.writeHead(303, { Location: '/about' }).end(),
}
const server = http.createServer((request, response) => {
  nameType(response)
  ANSWERS[request.url?.slice(1) ?? '']?.(response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

test('a redirect for good says that its body is text, and all else is left as it is', async () => {
  const typeOf = async (name: string) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`
    return (await fetch(url, { redirect: 'manual' })).headers.get('content-type')
  }
  const types = await Promise.all(Object.keys(ANSWERS).map(typeOf))
  expect(types).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8', null])
})
