import type { Browser } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { pathsOf, type Reader, readInterleaved } from './support/interleaved.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import type { Portal } from './support/portal.ts'

// Through nginx, and 10,000 of them: e2e/cluster/interleaved.spec.ts.
test.use({ clock: '2026-11-23T10:00:00+05:30', apart: 'charts' })

const IMRAN = { mobile: '9000001035', consumerNo: '100044280035', name: 'इमरान अंसारी' }
const JYOTI = { mobile: '9000001033', consumerNo: '100044280033', name: 'ज्योति नमूना स्टोर' }
const REQUESTS = 600

test(`in ${REQUESTS} requests of two people in turn neither reads a word of the other’s`, async ({
  browser,
  portal,
}) => {
  const readers = [await readerOf(browser, portal, IMRAN), await readerOf(browser, portal, JYOTI)] as const
  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(`${portal.url}${path}`, { headers, redirect: 'manual' })
    const cacheControl = answer.headers.get('cache-control') ?? ''
    return { status: answer.status, cacheControl, text: await answer.text() }
  }
  const { wrong, ownSeen } = await readInterleaved(ask, readers, { count: REQUESTS })
  expect(wrong).toEqual([])
  for (const seen of ownSeen) expect(seen).toBeGreaterThan(REQUESTS / 8)
})

async function readerOf(browser: Browser, portal: Portal, person: typeof IMRAN): Promise<Reader> {
  const context = await browser.newContext({ baseURL: portal.url })
  const page = await context.newPage()
  await logIn(page, portal, person.mobile)
  const home = connectionPath(page)
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await context.close()
  return { cookie, own: [person.name, person.consumerNo, person.mobile, home], paths: pathsOf(home) }
}
