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

/** Asks on a connection of its own. */
function ask(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false })
    request.on('error', reject)
    request.on('response', async (response) => resolve(Buffer.concat(await response.toArray()).toString()))
  })
}

test('a request under way is answered before the server ends, and later ones are refused', async () => {
  const { server, url, arrived, answer } = await waitingServer()
  const text = ask(url)
  await arrived
  const ended = drain(server, 0, () => undefined)
  await expect(ask(url)).rejects.toThrow()
  answer()
  expect(await text).toBe('done')
  await ended
})

test('behind a proxy requests are served until nobody has come for a second', async () => {
  const { server, url, answer } = await waitingServer()
  answer()
  let isTurningAway = false
  let hasEnded = false
  const ended = drain(server, 0.1, () => {
    isTurningAway = true
  }).then(() => {
    hasEnded = true
  })
  let asked = 0
  while (!isTurningAway) {
    expect(await ask(url)).toBe('done')
    asked += 1
  }
  // A form that comes now is not lost either.
  expect(await ask(url)).toBe('done')
  expect([asked > 0, hasEnded]).toEqual([true, false])
  await ended
  await expect(ask(url)).rejects.toThrow()
})
