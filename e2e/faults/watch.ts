import { request } from '@playwright/test'
import { expect } from '../fixtures.ts'
import { newestCode } from '../support/log-in.ts'
import type { Portal } from '../support/portal.ts'

/** Somebody who has logged in, without a browser; and the addresses that they look at. */
export async function reader(portal: Portal, mobile: string) {
  const person = await request.newContext({ baseURL: portal.url, extraHTTPHeaders: { Origin: portal.url } })
  await person.post('/api/login', { form: { who: mobile } })
  const code = await newestCode(portal, mobile)
  const home = new URL((await person.post('/api/login/code', { form: { code } })).url()).pathname
  expect(home).toMatch(/^\/c\//)
  return { person, addresses: ['/api/health', '/calculator?units=201', home, `${home}/bills`, '/api/ready'] }
}

export type Reader = Awaited<ReturnType<typeof reader>>
export type Seen = { address: string; status: number; milliseconds: number; isPlain: boolean }

/** Looks at each address again and again until it is stopped; each by somebody of their own. */
export function watch({ person, addresses }: Reader) {
  const seen: Seen[] = []
  let isStopped = false
  const look = async (address: string) => {
    while (!isStopped) {
      seen.push(await lookAt(person, address))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const looking = Promise.all(addresses.map(look))
  looking.catch(() => undefined)
  return {
    seen,
    stop: async () => {
      isStopped = true
      await looking
    },
  }
}

async function lookAt(person: Reader['person'], address: string): Promise<Seen> {
  const began = performance.now()
  const answer = await person.get(address, { maxRedirects: 0, timeout: 60_000, headers: { Accept: 'text/html' } })
  const text = await answer.text()
  const isPage = !address.startsWith('/api/')
  const isPlain =
    !isPage || (answer.headers()['retry-after'] === '10' && text.includes('The portal cannot be opened right now'))
  const milliseconds = Math.round(performance.now() - began)
  return { address, status: answer.status(), milliseconds, isPlain: answer.status() !== 503 || isPlain }
}

/** Waits until every address is served again. Returns after how many milliseconds. */
export async function untilServed({ person, addresses }: Reader, withinMs: number): Promise<number> {
  const began = performance.now()
  const statuses = () => Promise.all(addresses.map(async (address) => (await lookAt(person, address)).status))
  await expect.poll(statuses, { timeout: withinMs, intervals: [100] }).toEqual(addresses.map(() => 200))
  return Math.round(performance.now() - began)
}
