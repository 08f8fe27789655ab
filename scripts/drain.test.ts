import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { drain } from './drain.ts'

/** A server whose answers wait until the test lets them go. */
async function waitingServer(): Promise<{
  server: http.Server
  url: string
  arrived: Promise<void>
  answer: () => void
}> {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  const server = http.createServer(async (_, response) => {
    arrive()
    await mayAnswer
    response.end('done')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived, answer }
}

/** Asks on a connection of its own. Tells what came, and when the kernel had taken the connection. */
function ask(url: string): { connected: Promise<void>; text: Promise<string> } {
  const request = http.get(url, { agent: false })
  const connected = new Promise<void>((resolve) => request.on('socket', (socket) => socket.on('connect', resolve)))
  const text = new Promise<string>((resolve, reject) => {
    request.on('error', reject)
    request.on('response', async (response) => resolve(Buffer.concat(await response.toArray()).toString()))
  })
  return { connected, text }
}

test('a request under way is answered before the server ends, and later ones are refused', async () => {
  const { server, url, arrived, answer } = await waitingServer()
  const { text } = ask(url)
  await arrived
  const ended = drain(server, 0)
  await expect(fetch(url)).rejects.toThrow()
  answer()
  expect(await text).toBe('done')
  await ended
})

test('new requests are served while the proxy is being told', async () => {
  const { server, url, answer } = await waitingServer()
  answer()
  const ended = drain(server, 0.5)
  expect(await ask(url).text).toBe('done')
  await ended
  await expect(fetch(url)).rejects.toThrow()
})

test('connections that the kernel took and the server has not yet are served, too', async () => {
  const { server, url, answer } = await waitingServer()
  answer()
  const asked = Array.from({ length: 40 }, () => ask(url))
  await Promise.all(asked.map(({ connected }) => connected))
  const ended = drain(server, 0.001)
  expect(new Set(await Promise.all(asked.map(({ text }) => text)))).toEqual(new Set(['done']))
  await ended
})
