import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { holdPort } from './hold-port.ts'

const open: net.Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function listener(): Promise<{ port: number; host: string }> {
  const server = net.createServer()
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as net.AddressInfo).port, host: '127.0.0.1' }
}

/** A port that nobody has. */
async function freePort(): Promise<{ port: number; host: string }> {
  const place = await listener()
  await new Promise((resolve) => open.pop()?.close(resolve))
  return place
}

test.each([0, 8])('a port that somebody has is said to be taken, with %i s of draining', async (drainSeconds) => {
  const place = await listener()
  await expect(holdPort({ ...place, drainSeconds, tls: null })).rejects.toThrow(`Port ${place.port} is taken`)
})

test('alone, the start itself answers until the portal can', async () => {
  const place = await freePort()
  const release = await holdPort({ ...place, drainSeconds: 0, tls: null })
  const answer = await fetch(`http://${place.host}:${place.port}/`)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
  await release()
  await expect(fetch(`http://${place.host}:${place.port}/`)).rejects.toThrow()
})

test('where it speaks TLS, nobody is answered without until the portal can', async () => {
  const place = await freePort()
  await holdPort({ ...place, drainSeconds: 0, tls: {} })
  await expect(fetch(`http://${place.host}:${place.port}/`)).rejects.toThrow()
})

test('behind a proxy with others, nobody answers until the portal can', async () => {
  const place = await freePort()
  await holdPort({ ...place, drainSeconds: 8, tls: null })
  await expect(fetch(`http://${place.host}:${place.port}/`)).rejects.toThrow()
})
