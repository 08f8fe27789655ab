import { once } from 'node:events'
import net from 'node:net'
import { chance } from './test-random.ts'

/**
 * How the way to a server behaves.
 * - `well`: every byte passes at once.
 * - `refused`: nobody listens, and who was connected is cut off.
 * - `hung`: connections are taken and stay open, no byte passes; what was held back passes afterwards.
 * - `slow`: each piece takes up to `milliseconds`, in its order.
 * - `cut`: each connection is reset after some bytes of an answer, 1 to 2,000.
 * - `dead`: who is connected is never answered again, also later, as if the other machine had lost its power; who
 *   connects anew is served.
 */
export type Fault = { kind: 'well' | 'refused' | 'hung' | 'cut' | 'dead' } | { kind: 'slow'; milliseconds: number }

export type FaultProxy = {
  /** The address of the server with the proxy's place in it. */
  through: (url: string) => string
  be: (fault: Fault) => Promise<void>
  /** How many connections pass through it now. */
  open: () => number
  close: () => Promise<void>
}

type Pair = { near: net.Socket; far: net.Socket; isDead: boolean }

const CUT_WITHIN_BYTES = 2_000

/**
 * Stands between a client and a server on this machine and makes their connections fail, the same way for the same seed.
 * For tests only; toxiproxy, which others use for this, is a program that no registry of ours has.
 */
export async function faultProxy(target: net.NetConnectOpts, seed: number): Promise<FaultProxy> {
  const random = chance(seed)
  const pairs = new Set<Pair>()
  let fault: Fault = { kind: 'well' }
  const server = net.createServer((near) => {
    const far = net.connect(target)
    const pair = { near, far, isDead: false }
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    const cutAfter = 1 + Math.floor(random() * CUT_WITHIN_BYTES)
    let answered = 0
    pass(near, far, pair, () => true)
    pass(far, near, pair, (bytes) => {
      answered += bytes
      if (fault.kind !== 'cut' || answered < cutAfter) return true
      near.resetAndDestroy()
      return false
    })
    if (fault.kind === 'hung') hold(pair)
  })

  /** Hands on what one side sends, later or not at all as the fault wants it. */
  function pass(from: net.Socket, to: net.Socket, pair: Pair, mayPass: (bytes: number) => boolean): void {
    let before = Promise.resolve()
    from.on('data', (piece) => {
      if (pair.isDead) return
      const wait = fault.kind === 'slow' ? fault.milliseconds * random() : 0
      before = before.then(async () => {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (!pair.isDead && !to.destroyed && mayPass(piece.length)) to.write(piece)
      })
    })
  }

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const unlisten = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const { near } of pairs) near.resetAndDestroy()
    await closed
  }
  await listen(0)
  const { port } = server.address() as net.AddressInfo

  return {
    through: (url) => {
      const changed = new URL(url)
      changed.hostname = '127.0.0.1'
      changed.port = String(port)
      changed.searchParams.delete('host')
      return changed.href
    },
    be: async (next) => {
      const wasRefused = fault.kind === 'refused'
      fault = next
      if (next.kind === 'refused' && !wasRefused) await unlisten()
      if (next.kind !== 'refused' && wasRefused) await listen(port)
      for (const pair of pairs) {
        if (next.kind === 'dead') pair.isDead = true
        if (next.kind === 'hung') hold(pair)
        else release(pair)
      }
    },
    open: () => pairs.size,
    close: async () => {
      if (server.listening) await unlisten()
    },
  }
}

function hold({ near, far }: Pair): void {
  near.pause()
  far.pause()
}

function release({ near, far }: Pair): void {
  near.resume()
  far.resume()
}
