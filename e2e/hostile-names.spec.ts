import type { APIRequestContext, Page } from '@playwright/test'
import { cleanText } from '#lib/units/clean-text.ts'
import { DEMO_HOMES, type DemoHome } from '#prisma/seed/homes.ts'
import { masterFile } from '#prisma/seed/master-file.ts'
import { expect, test } from './fixtures.ts'
import { ofConnection, openAs, payTogether } from './support/every-page.ts'
import { asShown, ELEMENTS, HOSTILE, watch } from './support/hostile.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS, post } from './support/officer.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, apart: 'hostile' })

const ASHA = DEMO_HOMES.find(({ mobile }) => mobile === '9000000028') as DemoHome
/** Has two connections, which stand in a list. */
const FATIMA = '9000001041'
const HOMES = [ASHA, ...DEMO_HOMES.filter(({ mobile }) => mobile === FATIMA)]
/** A name's place in the master file. */
const LONGEST = 120

/** Gives the connections another holder and address, as the utility's file does. Returns whether the file was taken. */
async function rename(request: APIRequestContext, token: string, name: string): Promise<boolean> {
  const cell = name.replaceAll('"', '""')
  const answer = await request.post('/api/ingest/consumers', {
    data: masterFile(HOMES.map((home) => ({ ...home, name: cell, address: cell }))),
    headers: { 'Content-Type': 'text/csv; charset=utf-8', Authorization: `Bearer ${token}` },
  })
  return answer.ok() && (await answer.json()).rejected === 0
}

test(`${HOSTILE.length} hostile names are text on every page that they come to, and do nothing`, async ({
  browser,
  portal,
}) => {
  test.setTimeout(3_600_000)
  const add = await portal.command('lib/ingest/door/sources-command.ts', 'add', 'names', 'consumers')
  const token = add.output.trim().split('\n').at(-1) ?? ''
  const page = await openAs(browser, portal, { cookies: [] }, { locale: 'en' })
  await logIn(page, portal, ASHA.mobile)
  const home = connectionPath(page)
  await page.goto(`${home}/bills`)
  const bill = (await page.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
  await page.goto(`${home}/payments`)
  const receipt = (await page.locator(`main a[href^="${home}/payments/"]`).first().getAttribute('href')) ?? ''
  const fatima = await openAs(browser, portal, { cookies: [] }, { locale: 'en' })
  await logIn(fatima, portal, FATIMA)
  const together = await payTogether(fatima)
  const desk = await openAs(browser, portal, { cookies: [] }, { locale: 'en' })
  await enterDesk(desk.context(), portal, OFFICERS.CLERK, CLOCK)
  const { request } = desk.context()
  const found = await post(request, portal, '/api/desk/search', { number: ASHA.consumerNo })
  const file = found.headers().location ?? ''
  await post(request, portal, '/api/desk/look', { connection: home.slice(3), reason: 'BILL', note: '' })

  const stops: [Page, string][] = [
    ...[home, ...ofConnection(home).map(({ path }) => path)].map((path): [Page, string] => [page, path]),
    ...[bill, `${bill}/compare`, `${bill}/check`].map((path): [Page, string] => [page, path]),
    ...[`${home}/consumption/2026-11-20`, '/account/data', '/account/erase'].map((path): [Page, string] => [
      page,
      path,
    ]),
    [page, receipt],
    ...['/connections', together].map((path): [Page, string] => [fatima, path]),
    ...[file, `${file}/link`].map((path): [Page, string] => [desk, path]),
  ]
  const seen = [page, fatima, desk].map((tab) => watch(tab, portal))
  let [visits, shown] = [0, 0]
  for (const [index, hostile] of HOSTILE.entries()) {
    const raw = [...hostile].slice(0, LONGEST).join('')
    const name = cleanText(raw)
    // What no file can say is at least tried as it would be kept; letters that got lost on their way are refused.
    const isTaken = (await rename(page.request, token, raw)) || (await rename(page.request, token, name))
    expect(isTaken, name).toBe(!name.includes('\ufffd'))
    if (!isTaken) continue
    // Each kind of name comes back every forty, a page further then.
    for (const at of [index + Math.floor(index / 40), index * 7 + 3]) {
      const [tab, path] = stops[at % stops.length] as [Page, string]
      const answer = await tab.goto(path)
      expect(answer?.status(), path).toBe(200)
      expect(await tab.locator(ELEMENTS).count(), `${path}: ${name}`).toBe(0)
      const text = asShown((await tab.locator('body').textContent()) ?? '')
      visits++
      if (text.includes(name)) shown++
    }
  }
  expect(seen.flat()).toEqual([])
  // Some pages name nobody, such as those of the account.
  expect(shown / visits).toBeGreaterThan(0.7)
})
