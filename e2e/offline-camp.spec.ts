import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { speakEnglish } from './support/log-in.ts'
import { addOfficer, enterDesk } from './support/officer.ts'
import { layoutFaults, openAll, wordFaults } from './support/page-faults.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
/** By the device, when the entries are written: the portal hears of them 20 minutes later. */
const WRITTEN_AT = '2026-11-23T09:40:00+05:30'
const OWN = '9000002061'
const OTHER = '9000002062'
const HOME = '1000 4428 0047'
test.use({ clock: CLOCK, viewport: { width: 360, height: 740 } })

test.beforeAll(async ({ portal }) => {
  for (const mobile of [OWN, OTHER]) await addOfficer(portal, mobile, 'CAMP_OFFICER', 'Ranchi')
})

test('five entries without internet outlive a reload and become five complaints, none doubled', async ({
  page,
  context,
  portal,
}) => {
  const camp = await setUpDevice(page, portal)
  const before = await registeredAtCamp(page)
  // What an earlier build left goes when the page is opened; nothing but the page and its files is kept.
  await page.evaluate(async () => (await caches.open('camp-intake')).put('/_next/static/old.js', new Response('')))
  await page.reload()
  await expect.poll(() => keptPaths(page)).not.toContain('/_next/static/old.js')
  const others = (await keptPaths(page)).filter((path) => !path.startsWith('/_next/static/'))
  expect(others).toEqual(['/desk/camps/offline'])
  await context.setOffline(true)
  expect(await page.evaluate(() => fetch('/api/health').catch(() => 'no internet'))).toBe('no internet')
  for (let entry = 1; entry <= 5; entry += 1) {
    await takeDown(page, { since: `day ${entry}`, mobile: '9000007706' })
    await expect(page.getByText(`Kept on this device. Not yet sent: ${entry}`)).toBeVisible()
  }
  await page.reload()
  await expect(page.getByText('Not yet sent: 5', { exact: true })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Not yet sent' })).toHaveCount(5)
  expect(await faultsOf(page, 'en')).toEqual([])
  // A camp's own page cannot be had; what can be done without it is there instead.
  await page.goto(camp)
  await expect(page).toHaveURL(/\/desk\/camps\/offline\?camp=/)
  expect(await onDisk(page)).not.toMatch(/9000007706|4428|day 1/)

  const secondTab = await context.newPage()
  await secondTab.clock.setFixedTime(WRITTEN_AT)
  await secondTab.goto(page.url())
  await expect(secondTab.getByText('Not yet sent: 5', { exact: true })).toBeVisible()
  // The first complaint is registered, and its answer lost on the way.
  let isLost = false
  await context.route('**/api/desk/complaints/take', async (route) => {
    if (isLost) return route.continue()
    isLost = true
    await route.fetch()
    await route.abort()
  })
  await context.setOffline(false)
  await expect(async () => {
    await page
      .getByRole('button', { name: 'Send now' })
      .click({ timeout: 1_000 })
      .catch(() => {})
    await expect(page.getByText('Everything was sent.')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  expect(isLost).toBe(true)
  await expect(page.getByText(/^C-2611-\d{5}$/)).toHaveCount(5)
  expect(await registeredAtCamp(page)).toBe(before + 5)
  expect(await onDisk(page)).not.toContain('sealed":{')
  const told = (await portal.messages('9000007706')).filter(({ text }) => text.includes('C-2611-'))
  expect(new Set(told.map(({ text }) => text)).size).toBe(5)
  expect(told).toHaveLength(5)

  const number =
    (await page
      .getByText(/^C-2611-\d{5}$/)
      .first()
      .textContent()) ?? ''
  await page.goto(`/desk/complaints?number=${number}`)
  await page.getByRole('main').getByRole('link', { name: number }).click()
  await expect(page.getByRole('main')).toContainText('9:40 am')
})

test('what is refused waits to be mended or thrown away, and logging out asks before anything is lost', async ({
  page,
  context,
  portal,
}) => {
  await setUpDevice(page, portal)
  const before = await registeredAtCamp(page)
  await context.setOffline(true)
  await takeDown(page, { since: '', consumerNo: HOME })
  // Whoever complains still stands there.
  await expect(page.locator('main [role=alert]')).toContainText('Ask since when.')
  for (const [since, consumerNo, count] of [
    ['Monday', '9999 9999 9999', 1],
    ['Tuesday', '9999 9999 9998', 2],
  ] as const) {
    await takeDown(page, { since, consumerNo })
    await expect(page.getByText(`Kept on this device. Not yet sent: ${count}`)).toBeVisible()
  }
  await context.setOffline(false)
  const refused = page.getByRole('listitem').filter({ hasText: 'Not accepted' })
  await expect(refused).toHaveCount(2)
  await expect(refused.first()).toContainText('Your office has no consumer with this number.')
  await page.context().addCookies([{ name: 'language', value: 'hi', url: portal.url }])
  await page.reload()
  await expect(page.getByText('नहीं मानी गई')).toHaveCount(2)
  expect(await faultsOf(page, 'hi')).toEqual([])
  await page.context().addCookies([{ name: 'language', value: 'en', url: portal.url }])
  await page.reload()
  await refused.filter({ hasText: '9999' }).getByRole('button', { name: 'Mend' }).click()
  await expect(page.getByLabel('Since when?')).toHaveValue('Monday')
  await page.getByLabel('Consumer number').fill(HOME)
  await page.getByRole('button', { name: 'Take down' }).click()
  await expect(page.getByText(/^Registered. Number: C-2611-\d{5}$/)).toBeVisible()
  await expect(page.getByText(/^C-2611-\d{5}$/)).toHaveCount(1)
  expect(await registeredAtCamp(page)).toBe(before + 1)

  await page.goto('/desk')
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stay logged in' }).click()
  await page.getByRole('link', { name: 'See them' }).click()
  await refused.getByText('Throw away').click()
  await refused.getByRole('button', { name: 'Erase this entry' }).click()
  await expect(refused).toHaveCount(0)
  await takeDown(page, { since: 'Wednesday', consumerNo: '9999 9999 9998' })
  await expect(refused).toHaveCount(1)
  await page.goto('/desk')
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Erase and log out' }).click()
  await expect(page.getByText('Everything that was kept on this device is erased.')).toBeVisible()
  expect(await traces(page)).toEqual({ databases: [], caches: [], workers: 0 })
  await page.goto('/desk/camps/offline')
  await expect(page.getByText('This device is not set up.')).toBeVisible()
})

test('when the login has ended, entries wait for their officer, and are neither shown to another nor sent by them', async ({
  page,
  context,
  portal,
}) => {
  const camp = await setUpDevice(page, portal, OTHER)
  const before = await registeredAtCamp(page)
  // On the camp's own page, while the internet goes.
  await page.goto(camp)
  await expect(page.getByText('Set up until 30 Nov, 9:40 am.')).toBeVisible()
  await context.setOffline(true)
  await takeDown(page, { since: 'Friday' })
  await page.waitForURL('**/desk/camps/offline?camp=*')
  await expect(page.getByText('Not yet sent: 1', { exact: true })).toBeVisible()
  const offlinePage = page.url()
  const language = (await context.cookies()).filter(({ name }) => name === 'language')
  await context.clearCookies()
  await context.addCookies(language)
  await context.setOffline(false)
  await expect(page.getByText('Your login has ended.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: '••0047' })).toHaveCount(0)

  await addOfficer(portal, '9000002063', 'CAMP_OFFICER', 'Ranchi')
  await enterDesk(context, portal, '9000002063', CLOCK)
  await page.goto(offlinePage)
  await expect(page.getByText('Another officer set up this device.')).toBeVisible()
  await expect(page.getByText('••0047')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Take down' })).toHaveCount(0)
  expect(await registeredAtCamp(page)).toBe(before)

  await context.clearCookies()
  await context.addCookies(language)
  await enterDesk(context, portal, OTHER, CLOCK)
  await page.goto('/desk')
  await expect.poll(() => registeredAtCamp(page)).toBe(before + 1)
  await page.goto(offlinePage)
  await expect(page.getByText('Everything was sent.')).toBeVisible()

  await context.setOffline(true)
  await takeDown(page, { since: 'Friday' })
  await expect(page.getByText('Not yet sent: 1', { exact: true })).toBeVisible()
  await page.clock.setFixedTime('2026-11-29T09:40:00+05:30')
  await page.reload()
  await expect(page.getByText('Erased unsent from 30 Nov, 9:40 am on: 1.')).toBeVisible()
  await page.clock.setFixedTime('2026-11-30T09:40:00+05:30')
  await page.reload()
  await expect(page.getByText('Erased unsent after 7 days: 1.')).toBeVisible()
  await expect(page.getByText('This device is not set up.')).toBeVisible()
  await context.setOffline(false)
  await page.goto('/desk')
  expect(await traces(page)).toEqual({ databases: [], caches: [], workers: 0 })
})

/** Sets this browser up at today's camp, and opens the page that works without internet. Returns the camp's own page. */
async function setUpDevice(page: Page, portal: Portal, officer = OWN): Promise<string> {
  await speakEnglish(page)
  await page.clock.setFixedTime(WRITTEN_AT)
  await enterDesk(page.context(), portal, officer, CLOCK)
  await page.goto('/desk/camps')
  await page.getByRole('listitem').filter({ hasText: 'Today' }).getByRole('link').click()
  await page.waitForURL('**/desk/camps/*')
  await expect(page.getByRole('button', { name: 'Set up this device for the camp' })).toBeVisible()
  expect(await traces(page)).toEqual({ databases: [], caches: [], workers: 0 })
  const camp = page.url()
  await page.getByRole('button', { name: 'Set up this device for the camp' }).click()
  await page.getByRole('link', { name: 'Open the page that works without internet' }).click()
  await expect(page.getByRole('button', { name: 'Take down' })).toBeVisible()
  return camp
}

async function takeDown(page: Page, more: { since: string; consumerNo?: string; mobile?: string }): Promise<void> {
  await page.getByLabel('Consumer number').fill(more.consumerNo ?? HOME)
  await page.getByLabel('Mobile of whoever complains').fill(more.mobile ?? '')
  await page.getByLabel('Since when?').fill(more.since)
  await page.getByLabel('Reads').selectOption('en')
  await page.getByRole('button', { name: 'Take down' }).click()
}

/** What is wrong with the page as it stands, at the window's width and when wide. */
async function faultsOf(page: Page, locale: 'hi' | 'en'): Promise<string[]> {
  await openAll(page)
  const found = [...(await wordFaults(page, locale)), ...(await layoutFaults(page)), ...(await axeFaults(page))]
  await page.setViewportSize({ width: 1280, height: 800 })
  found.push(...(await layoutFaults(page)))
  await page.setViewportSize({ width: 360, height: 740 })
  return found
}

/** What the portal has registered at today's camps. */
async function registeredAtCamp(page: Page): Promise<number> {
  const csv = await (await page.request.get('/desk/camps/csv')).text()
  const rows = csv.split('\r\n').filter((line) => line.startsWith('2026-11-23,'))
  expect(rows.length).toBeGreaterThan(0)
  return rows.map((line) => Number(line.split(',')[3])).reduce((sum, count) => sum + count, 0)
}

/** The entries as the browser keeps them. */
function onDisk(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('camp-device')
        request.onsuccess = () => {
          const all = request.result.transaction('entries').objectStore('entries').getAll()
          all.onsuccess = () => {
            const text = (bytes: ArrayBuffer) => String.fromCharCode(...new Uint8Array(bytes))
            resolve(JSON.stringify(all.result, (_, value) => (value instanceof ArrayBuffer ? text(value) : value)))
            request.result.close()
          }
        }
      }),
  )
}

function keptPaths(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const kept = await (await caches.open('camp-intake')).keys()
    return kept.map(({ url }) => new URL(url).pathname)
  })
}

/** What the desk has left in this browser, cookies aside. */
function traces(page: Page): Promise<{ databases: string[]; caches: string[]; workers: number }> {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
}
