import net from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultProxy, faultProxy } from './test-fault-proxy.ts'

/** A server that says each line back, and what a client of it hears within a moment. */
let server: net.Server
let proxy: FaultProxy
const MOMENT_MS = 60
const SEED = 8

beforeEach(async () => {
  server = net.createServer((socket) => socket.on('error', () => undefined).on('data', (piece) => socket.write(piece)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy = await newProxy()
})
afterEach(async () => {
  await proxy.close()
  await new Promise((resolve) => server.close(resolve))
})
const newProxy = () => faultProxy({ host: '127.0.0.1', port: (server.address() as net.AddressInfo).port }, SEED)

function client(by = proxy) {
  const { port } = new URL(by.through('tcp://somewhere:1'))
  const socket = net.connect(Number(port), '127.0.0.1')
  let heard = ''
  let end: string | null = null
  socket.on('data', (piece) => (heard += piece))
  socket.on('error', (error: NodeJS.ErrnoException) => (end = error.code ?? 'error'))
  socket.on('close', () => (end ??= 'closed'))
  const say = async (text: string) => {
    socket.write(text)
    await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
    return { heard, end }
  }
  return { say, leave: () => socket.destroy() }
}

describe('the way to a server', () => {
  it('lets everything pass while it is well', async () => {
    const one = client()
    expect(await one.say('one')).toEqual({ heard: 'one', end: null })
    expect(proxy.open()).toBe(1)
    one.leave()
    await expect.poll(() => proxy.open()).toBe(0)
  })

  it('is refused, for whoever was there and whoever comes, and open again', async () => {
    const early = client()
    await early.say('one')
    await proxy.be({ kind: 'refused' })
    expect((await early.say('two')).end).toBe('ECONNRESET')
    expect((await client().say('one')).end).toBe('ECONNREFUSED')
    await proxy.be({ kind: 'well' })
    expect(await client().say('one')).toEqual({ heard: 'one', end: null })
  })

  it('hangs, and then everything held back arrives', async () => {
    const early = client()
    await early.say('one')
    await proxy.be({ kind: 'hung' })
    const late = client()
    expect(await early.say(' two')).toEqual({ heard: 'one', end: null })
    expect(await late.say('three')).toEqual({ heard: '', end: null })
    await proxy.be({ kind: 'well' })
    expect(await early.say(' four')).toEqual({ heard: 'one two four', end: null })
    expect(await late.say(' five')).toEqual({ heard: 'three five', end: null })
  })

  it('is slow, in order', async () => {
    await proxy.be({ kind: 'slow', milliseconds: 20 })
    const one = client()
    await Promise.all(['a', 'b', 'c', 'd'].map(one.say))
    await expect.poll(async () => (await one.say('')).heard).toBe('abcd')
  })

  it('is cut in the middle of an answer, at the same byte for the same seed', async () => {
    await proxy.be({ kind: 'cut' })
    const again = await newProxy()
    await again.be({ kind: 'cut' })
    const cuts = [proxy, again].map(async (by) => {
      const one = client(by)
      for (let said = 1; ; said++) if ((await one.say('x'.repeat(500))).end) return said
    })
    const [first, second] = await Promise.all(cuts)
    expect(first).toBe(second)
    await again.close()
  })

  it('is dead for whoever was connected and well for whoever comes', async () => {
    const early = client()
    await early.say('one')
    await proxy.be({ kind: 'dead' })
    await proxy.be({ kind: 'well' })
    expect(await early.say(' two')).toEqual({ heard: 'one', end: null })
    expect(await client().say('one')).toEqual({ heard: 'one', end: null })
    early.leave()
  })
})
