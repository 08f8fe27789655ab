import { once } from 'node:events'
import type http from 'node:http'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { patientServer, SOCKET_LIMITS, type SocketLimits } from './slow-sockets.ts'

const LIMITS: SocketLimits = {
  ...{ headerMs: 300, bodyMs: 400, fileMs: 60_000, answerMs: 200, idleMs: 500 },
  mostFromOne: 600,
}
const SLOW = 500
/** More than the two machines' buffers hold. */
const LARGE = Buffer.alloc(30_000_000)
let server: http.Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** Answers with what was sent, once all of it is there. */
async function serve(limits: SocketLimits, proxies = new net.BlockList()): Promise<number> {
  const made = patientServer(
    (request, response) => {
      if (request.url === '/early') return void response.writeHead(413).end()
      if (request.url === '/large') return void response.end(LARGE).once('close', () => made.emit('left'))
      if (request.url === '/late') return void setTimeout(() => response.end('late'), 2 * limits.answerMs)
      let size = 0
      request.on('data', (piece: Buffer) => {
        size += piece.length
      })
      request.on('end', () => response.end(`${size} bytes`))
    },
    proxies,
    limits,
  )
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return (made.address() as net.AddressInfo).port
}

/** Opens a connection, says `first` and a byte more each 50 ms, as slow-loris does; what it heard when it was cut off. */
function trickle(port: number, first: string, more: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    let heard = ''
    socket.write(first)
    const drip = more === '' ? undefined : setInterval(() => socket.write(more), 50)
    socket.on('data', (piece) => {
      heard += piece
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      resolve(heard)
    })
  })
}

const ask = (port: number, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${port}/`, init).then((answer) => answer.text())

test(`${SLOW} connections that trickle headers are ended, and others are answered meanwhile`, async () => {
  const port = await serve(LIMITS)
  const slow = Array.from({ length: SLOW }, () => trickle(port, 'GET / HTTP/1.1\r\nHost: a\r\n', 'X-a: b\r\n'))
  expect(await ask(port, { method: 'POST', body: 'a=b' })).toBe('3 bytes')
  for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^HTTP\/1.1 408 |^$/)
  expect(await ask(port)).toBe('0 bytes')
})

test('a body that trickles is ended, and so is a connection that says nothing, before or between requests', async () => {
  const port = await serve(LIMITS)
  const form = 'POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n'
  const [body, nothing, between] = [
    trickle(port, form, 'a'),
    trickle(port, '', ''),
    trickle(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', ''),
  ]
  expect(await ask(port, { method: 'POST', body: 'a=b' })).toBe('3 bytes')
  expect(await body).toMatch(/^HTTP\/1.1 408 /)
  expect(await nothing).toMatch(/^HTTP\/1.1 408 |^$/)
  expect(await between).toMatch(/^HTTP\/1.1 200 .*0 bytes/s)
})

test('a body that trickles on after it was refused is ended too', async () => {
  const form = 'POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n'
  expect(await trickle(await serve(LIMITS), form, 'a')).toMatch(/^HTTP\/1.1 413 /)
})

test('an answer that nobody reads is given up, one that is read slowly is not, and our own work may take its time', async () => {
  const port = await serve({ ...LIMITS, answerMs: 1_000 })
  const hasLeft = once(server as http.Server, 'left')
  const unread = net.connect(port, '127.0.0.1').on('error', () => {})
  unread.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n')
  await hasLeft
  unread.destroy()

  const slow = await fetch(`http://127.0.0.1:${port}/large`)
  let size = 0
  for await (const piece of slow.body ?? []) {
    if (size === 0) await pause(100)
    size += piece.length
  }
  expect(size).toBe(LARGE.length)
  expect(await fetch(`http://127.0.0.1:${port}/late`).then((answer) => answer.text())).toBe('late')
})

test('a file of the utility’s systems has longer', async () => {
  const port = await serve(LIMITS)
  const file = 'POST /api/ingest/daily-reads HTTP/1.1\r\nHost: a\r\nContent-Length: 16\r\n\r\n'
  // 16 bytes at 50 ms each are twice what a form may take.
  expect(await trickle(port, file, 'a')).toMatch(/^HTTP\/1.1 200 .*16 bytes/s)
})

test('an address holds so many connections and no more, and what it lets go of another takes', async () => {
  const port = await serve({ ...LIMITS, mostFromOne: 3, headerMs: 60_000, idleMs: 60_000 })
  const open = () =>
    new Promise<net.Socket>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(socket))
    })
  const held = [await open(), await open(), await open()]
  const fourth = await trickle(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '')
  expect(fourth).toBe('')
  held[0]?.destroy()
  const said = () => trickle(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '')
  await expect.poll(said).toContain('0 bytes')
  for (const socket of held) socket.destroy()
})

test('a proxy of ours, which speaks for all, may hold any number', async () => {
  const own = new net.BlockList()
  own.addAddress('127.0.0.1')
  const port = await serve({ ...LIMITS, mostFromOne: 1 }, own)
  expect(await Promise.all(Array.from({ length: 5 }, () => ask(port)))).toEqual(Array(5).fill('0 bytes'))
})

test('the terms that hold are within two minutes for whoever has logged in or not', () => {
  const { headerMs, bodyMs, answerMs, idleMs } = SOCKET_LIMITS
  expect(Math.max(headerMs, bodyMs, answerMs, idleMs)).toBeLessThanOrEqual(120_000)
})
