import fs from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'

const SOURCE = fs.readFileSync('public/offline-worker.js', 'utf8')
const LEFT = new Response('left')
type Listener = (event: object) => void

afterEach(() => vi.useRealTimers())

/** The worker in a browser whose store does what `open` does; the network answers. */
function workerWith(open: () => object) {
  const listeners: Record<string, Listener> = {}
  const self = {
    addEventListener: (name: string, listener: Listener) => {
      listeners[name] = listener
    },
    registration: { unregister: vi.fn() },
  }
  const fetched: string[] = []
  const fetch = async ({ url }: { url: string }) => {
    fetched.push(url)
    return LEFT
  }
  new Function('self', 'indexedDB', 'fetch', SOURCE)(self, { open }, fetch)
  const logOut = async () => {
    let answer: Promise<Response> | undefined
    const request = { url: 'https://portal.example/api/logout', method: 'POST', mode: 'navigate' }
    const event = { request, waitUntil: () => {}, respondWith: (given: Promise<Response>) => (answer = given) }
    listeners.fetch?.(event)
    return answer
  }
  return { logOut, fetched, unregister: self.registration.unregister }
}

describe('logging out on a device that keeps a copy', () => {
  it('reaches the portal where the device’s store is broken, and the worker stays to erase later', async () => {
    const { logOut, fetched, unregister } = workerWith(() => {
      throw new Error('The store is broken.')
    })
    expect(await logOut()).toBe(LEFT)
    expect(fetched).toEqual(['https://portal.example/api/logout'])
    expect(unregister).not.toHaveBeenCalled()
  })

  it('waits for a store that does not answer two seconds, not longer', async () => {
    vi.useFakeTimers()
    const { logOut, fetched } = workerWith(() => ({}))
    const answer = logOut()
    await vi.advanceTimersByTimeAsync(1_900)
    expect(fetched).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(await answer).toBe(LEFT)
  })
})
