import type { BrowserContext, Page, Worker } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { axeFaults } from './support/axe.ts'
import { logIn } from './support/log-in.ts'
import { layoutFaults, wordFaults } from './support/page-faults.ts'

test.use({ clock: '2026-11-23T10:00:00+05:30', viewport: { width: 360, height: 740 }, permissions: ['notifications'] })

/** Nobody else's in the specs of this instant: their news would call this browser. */
const FATIMA = '9000001041'
/** What a push service gives a browser: no service of a test answers, so that it never gets news through one. */
const SUBSCRIPTION = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/of-a-test',
  keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
}

test('news is turned on for a device by its owner, shown without what it says, leads to it, and is turned off', async ({
  page,
  context,
  portal,
}) => {
  await subscribesTo(context)
  await logIn(page, portal, FATIMA)
  const told = page.waitForResponse('**/api/account/notices/push')
  await page.goto('/account/notices/choices')
  expect([...(await layoutFaults(page)), ...(await wordFaults(page, 'hi')), ...(await axeFaults(page))]).toEqual([])
  const scope = await registrationOf(page)
  // Whoever presses twice has pressed once.
  let sent = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/account/notices/push')) sent++
  })
  await page.getByRole('button', { name: 'इस फ़ोन पर चालू करें' }).dblclick()
  await expect(page.getByText('इस फ़ोन पर चालू हो गया।')).toBeVisible()
  expect(await (await told).json()).toEqual({ on: true })
  expect(sent).toBe(1)

  const worker = workerOf(context)
  await worker.evaluate(recordWhatIsShown)
  const data = { title: 'बिजली खाता', body: 'नई सूचना', lang: 'hi', url: '/account/notices' }
  await scope.deliver(JSON.stringify(data))
  const shown = () => worker.evaluate(() => (globalThis as unknown as NewsWorker).shown)
  const { url, ...words } = data
  // By its tag a second piece takes the place of the first.
  await expect.poll(shown).toEqual([{ ...words, tag: 'news', icon: '/icons/192.png', data: { url } }])
  expect(await worker.evaluate(tapNewest)).toEqual({ opened: '/account/notices', isClosed: true })

  await page.reload()
  await page.getByRole('button', { name: 'इस फ़ोन पर बंद करें' }).click()
  await expect(page.getByText('इस फ़ोन पर बंद हो गया।')).toBeVisible()
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})

/** Stands in for the browser's push service, which no test can reach. */
async function subscribesTo(context: BrowserContext): Promise<void> {
  await context.addInitScript((subscription) => {
    const kept = 'subscribed'
    const made = () => ({
      toJSON: () => subscription,
      unsubscribe: async () => localStorage.removeItem(kept) === undefined,
    })
    PushManager.prototype.subscribe = async () => {
      localStorage.setItem(kept, 'yes')
      return made() as unknown as PushSubscription
    }
    PushManager.prototype.getSubscription = async () =>
      localStorage.getItem(kept) ? (made() as unknown as PushSubscription) : null
  }, SUBSCRIPTION)
}

/** The registration of the worker for news, as the browser names it, and the way to give it a message. */
async function registrationOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  let id = ''
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const { registrationId, scopeURL, isDeleted } of registrations)
      if (scopeURL.endsWith('/push/') && !isDeleted) id = registrationId
  })
  await session.send('ServiceWorker.enable')
  const { origin } = new URL(page.url())
  return {
    deliver: async (data: string) => {
      await expect.poll(() => id).not.toBe('')
      await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: id, data })
    },
  }
}

/** What a worker has that a page has not, as far as it is used here; a browser without a screen keeps no notifications. */
type NewsWorker = {
  shown: { data: { url: string } }[]
  registration: { showNotification: (title: string, options: { data: { url: string } }) => Promise<void> }
  clients: { openWindow: (url: string) => Promise<null> }
  dispatchEvent: (event: Event) => boolean
}

function workerOf(context: BrowserContext): Worker {
  const worker = context.serviceWorkers().find((one) => one.url().endsWith('/push-worker.js'))
  if (!worker) throw new Error('There is no worker for news.')
  return worker
}

/** Runs in the worker. */
function recordWhatIsShown(): void {
  const self = globalThis as unknown as NewsWorker
  self.shown = []
  self.registration.showNotification = async (title, options) => {
    self.shown.push({ title, ...options } as (typeof self.shown)[number])
  }
}

/** Runs in the worker: the newest notification is tapped. A window is opened by a person's own tap alone. */
function tapNewest(): Promise<{ opened: string; isClosed: boolean }> {
  const self = globalThis as unknown as NewsWorker
  return new Promise((resolve) => {
    let isClosed = false
    const close = () => {
      isClosed = true
    }
    self.clients.openWindow = async (opened) => {
      resolve({ opened, isClosed })
      return null
    }
    const notification = { ...self.shown.at(-1), close }
    self.dispatchEvent(Object.assign(new Event('notificationclick'), { notification, waitUntil: () => {} }))
  })
}
