import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Portal } from '../support/portal.ts'
import type { Cluster } from './cluster.ts'

/** What somebody's browser has: cookies. It sends them to the proxy, or past it to one of the portals. */
export type Browser = { cookies: Map<string, string> }
type Answer = { status: number; location: string; text: string }

export const newBrowser = (): Browser => ({ cookies: new Map() })

/** Asks one portal, past the proxy, as the proxy would ask for this browser. A `form` is posted. */
export async function askPortal(
  cluster: Cluster,
  portal: Portal,
  browser: Browser,
  { path, form }: { path: string; form?: Record<string, string> },
): Promise<Answer> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${portal.url}${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { cookie, origin: cluster.url, 'x-forwarded-for': '127.0.0.1' },
    body: form && new URLSearchParams(form),
    redirect: 'manual',
  })
  for (const set of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (value === '') browser.cookies.delete(name)
    else browser.cookies.set(name, value)
  }
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() }
}

/** The code of the newest SMS that the provider was given for a mobile. */
export async function codeFor(cluster: Cluster, mobile: string, after = 0): Promise<string> {
  await expect.poll(() => codesTo(cluster, mobile).length, { timeout: 30_000 }).toBeGreaterThan(after)
  return codesTo(cluster, mobile).at(-1) as string
}

/** Every code that the provider was given for a mobile, the oldest first. */
export function codesTo({ sms }: Cluster, mobile: string): string[] {
  const recipients = sms.asked.flatMap(({ body }) => body.recipients as { mobiles: string; var1?: string }[])
  return recipients.flatMap(({ mobiles, var1 }) => (mobiles === `91${mobile}` && var1 ? [var1] : []))
}

/** Logs in: one portal is asked for the code, the other is told it. Returns where that leads. */
export async function logInAcross(
  cluster: Cluster,
  browser: Browser,
  mobile: string,
  [first, second] = cluster.portals,
): Promise<string> {
  const before = codesTo(cluster, mobile).length
  const asked = await askPortal(cluster, first, browser, { path: '/api/login', form: { who: mobile } })
  expect(asked.location).toBe('/login/code')
  const code = await codeFor(cluster, mobile, before)
  const { location } = await askPortal(cluster, second, browser, { path: '/api/login/code', form: { code } })
  expect(location).toMatch(/^\/(c\/|connections)/)
  return location
}

/** Logs in through the proxy, as everybody does. Ends on the page that the login leads to. */
export async function logInThroughProxy(page: Page, cluster: Cluster, mobile: string): Promise<void> {
  const before = codesTo(cluster, mobile).length
  await page.goto('/login')
  await page.locator('input[name=who]').fill(mobile)
  await page.locator('form[action="/api/login"] button').click()
  await page.waitForURL('**/login/code')
  await page.locator('input[name=code]').fill(await codeFor(cluster, mobile, before))
  await page.locator('form[action="/api/login/code"] button').click()
  await page.waitForURL(/\/(c\/|connections)/)
}
