import { type Browser, type Page, test as plain } from '@playwright/test'
import { LOCALES, type Locale, type OfferedLocale, PSEUDO_LOCALE } from '#lib/units/locale.ts'
import { expect, test } from './fixtures.ts'
import { announceFaults } from './support/announced.ts'
import { axeFaults } from './support/axe.ts'
import { ask } from './support/books.ts'
import { snifferFaults } from './support/code-sniffer.ts'
import { decodeQr } from './support/decode.ts'
import { DESK_PEOPLE } from './support/desk-pages.ts'
import { type Guest, openAs, type Person, PUBLIC_STOPS, prepare, type Stop } from './support/every-page.ts'
import { fileFaults } from './support/file-links.ts'
import { ownScript } from './support/own-script.ts'
import { motionFaults, ownColourFaults } from './support/own-settings.ts'
import {
  addressFaults,
  enliven,
  figureFaults,
  layoutFaults,
  openAll,
  readAs,
  wordFaults,
} from './support/page-faults.ts'
import type { Portal } from './support/portal.ts'
import { pageOf, pagesOnDisk } from './support/routes.ts'
import { untranslatedFaults } from './support/untranslated.ts'
import { keyFaults } from './support/walk-by-keys.ts'

// The bills of October are due, and paying them early saves something.
// Most of the demo's people log in here, so it shares a portal with nobody.
const CLOCK = '2026-11-05T12:00:00+05:30'
test.use({ clock: CLOCK, apart: 'design' })

type Here = { browser: Browser; portal: Portal; locale: Locale; javaScriptEnabled?: boolean }

const WINDOWS = 3

/** A small phone or a page at 400 %, a tablet, a small and a wide screen. */
const WIDTHS = [320, 768, 1280, 1920]

/** Bytes of script beyond that of Next.js. The page that works without internet brings all that it needs there. */
const OWN_SCRIPT: Record<string, number> & { page: number } = { page: 5_000, '/desk/camps/offline': 12_000 }

/** These pages list what the utility keeps in Hindi and English: camps, notices, places of pamphlets, its addresses. */
const KEPT_IN_TWO_LANGUAGES = /\/(camps|notices|pamphlets|demo|about)\b/

const isOfficer = (who: string) => (DESK_PEOPLE as readonly string[]).includes(who)
/** Whose pages are looked at in one go: a test gets slower the more it has done. */
const WHOSE: Record<string, (who: string) => boolean> = {
  everybody: (who) => who === 'nobody',
  consumers: (who) => who !== 'nobody' && !isOfficer(who),
  officers: isOfficer,
}

let guests: Record<Person, Guest>

test.beforeAll('people pay, in part, in full, and in vain', async ({ browser, portal }) => {
  plain.setTimeout(240_000)
  guests = await prepare(browser, portal, CLOCK)
})

test('every page is shown by somebody', () => {
  const stops = [PUBLIC_STOPS, ...Object.values(guests).map((guest) => guest.stops)].flat()
  const shown = new Set(stops.map(({ path }) => pageOf(path)))
  expect(pagesOnDisk().filter((address) => !shown.has(address))).toEqual([])
})

test('no page without a chart brings more than 5 kB of script of its own', async ({ browser, portal }) => {
  test.setTimeout(240_000)
  const pages: { path: string; hasChart: boolean; bytes: number; files: string[] }[] = []
  const everybody = Object.values({ nobody: { cookies: [], stops: PUBLIC_STOPS }, ...guests })
  for (const { cookies, stops } of everybody) {
    const page = await openAs(browser, portal, { cookies }, { locale: 'hi' })
    for (const { path } of stops) {
      const html = await (await page.request.get(path)).text()
      pages.push({ path, hasChart: html.includes('<figure'), ...ownScript(html) })
    }
    await page.context().close()
  }
  const bare = pages.filter(({ hasChart }) => !hasChart)
  const heavy = bare
    .filter(({ path, bytes }) => bytes > (OWN_SCRIPT[path] ?? OWN_SCRIPT.page))
    .map(({ path, bytes, files }) => `${path}: ${bytes} bytes in ${files.join(' ')}`)
  const weighed = new Set(bare.flatMap(({ files }) => files))
  expect(weighed.size).toBeGreaterThan(5)
  expect(heavy.join('\n')).toBe('')
})

test('the title of each page is sent in its head, where also those find it that run no script', async ({
  browser,
  portal,
}) => {
  test.setTimeout(240_000)
  const faults: string[] = []
  for (const { cookies, stops } of Object.values({ nobody: { cookies: [], stops: PUBLIC_STOPS }, ...guests })) {
    const page = await openAs(browser, portal, { cookies }, { locale: 'hi' })
    for (const { path } of stops) {
      const html = await (await page.request.get(path)).text()
      const [head = ''] = html.split('</head>')
      if ((head.match(/<title>[^<]+<\/title>/g) ?? []).length !== 1) faults.push(path)
    }
    await page.context().close()
  }
  expect(faults).toEqual([])
})

for (const locale of LOCALES) {
  for (const [whose, isTheirs] of Object.entries(WHOSE)) {
    const language = locale === 'hi' ? 'Hindi' : 'English'
    test(`every page of ${whose} is whole, at 400 % zoom (320 px of 1280) too, in ${language}`, async ({
      browser,
      portal,
    }) => {
      test.setTimeout(900_000)
      const visits = visitsOf(guests).filter(({ who }) => isTheirs(who))
      const faults = await faultsOfAll(visits, { browser, portal, locale }, (page, isFirst) =>
        lookAt(page, isFirst, locale),
      )
      expect(faults.join('\n')).toBe('')
    })
  }
}

for (const [whose, isTheirs] of Object.entries(WHOSE))
  test(`in a language that is longer by two fifths nothing is cut for ${whose}, and every word comes from the messages`, async ({
    browser,
    portal,
  }) => {
    test.setTimeout(600_000)
    const visits = visitsOf(guests).filter(({ who }) => isTheirs(who))
    const faults = await faultsOfAll(visits, { browser, portal, locale: PSEUDO_LOCALE }, async (page) => {
      await openAll(page)
      const found = await layoutFaults(page)
      return KEPT_IN_TWO_LANGUAGES.test(page.url()) ? found : [...found, ...(await untranslatedFaults(page))]
    })
    expect(faults.join('\n')).toBe('')
  })

test('in a wide window the parts of Home begin one after the other as they stand on the page', async ({
  browser,
  portal,
}) => {
  const homes = Object.values(guests).filter(({ home }) => home.startsWith('/c/'))
  expect(homes.length).toBeGreaterThan(3)
  for (const { cookies, home } of homes)
    for (const width of [768, 1280]) {
      const page = await openAs(browser, portal, { cookies }, { locale: 'en', viewport: { width, height: 800 } })
      await page.goto(home)
      const places = await page.locator('main [class*="md:float-"]:visible').evaluateAll((parts) =>
        parts.map((part) => {
          const { top, left } = part.getBoundingClientRect()
          return [Math.round(top), Math.round(left)] as const
        }),
      )
      expect(places.length, home).toBeGreaterThan(2)
      expect(places, `${home} at ${width} px`).toEqual(places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
      await page.context().close()
    }
})

test('the pictures that the server draws are whole as well', async ({ browser, portal }) => {
  test.setTimeout(240_000)
  const { asha, kavita } = guests
  const visits = visitsOf({ asha, kavita }).filter(
    ({ path }) => path.startsWith(asha.home) || path.startsWith(kavita.home),
  )
  for (const locale of LOCALES) {
    const here = { browser, portal, locale, javaScriptEnabled: false }
    const faults = await faultsOfAll(visits, here, async (page) => {
      const found: string[] = []
      if ((await page.locator('main figure').count()) === 0) return found
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 })
        found.push(...(await layoutFaults(page)).map((fault) => `${locale}, ${width} px: ${fault}`))
      }
      return found
    })
    expect(faults.join('\n')).toBe('')
  }
})

const BESIDE_QR = 'main section:has(svg[role=img]) dd'
/** Pages with a QR: what it is about in the books, and where its amount stands in words. */
const QR_PAGES = [
  { name: 'bill, to pay', kept: 'select "paymentReference" as "tr" from "Bill" where "id" = $1', amount: BESIDE_QR },
  {
    name: 'pay',
    kept: 'select "reference" as "tr" from "PaymentAttempt" where "id" = $1',
    amount: 'main .text-figure',
  },
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`QR codes can be scanned from the ${colorScheme} page`, async ({ browser, portal }) => {
    const page = await openAs(browser, portal, guests.asha, {
      locale: 'hi',
      colorScheme,
      viewport: { width: 320, height: 800 },
    })
    for (const { name, kept, amount } of QR_PAGES) {
      const path = guests.asha.stops.find((stop) => stop.name === name)?.path ?? ''
      await page.goto(path)
      // As somebody scans it: brought to the middle, so that the bar at the bottom does not cover it.
      await page.locator('main svg[role=img]').evaluate((qr) => qr.scrollIntoView({ block: 'center' }))
      const { jsqr, zxing } = await decodeQr(await page.screenshot())
      expect(jsqr, name).toMatch(/^upi:\/\/pay\?/)
      expect(zxing, name).toBe(jsqr)
      const { pa, am, tr } = Object.fromEntries(new URL(jsqr ?? '').searchParams)
      expect(await page.locator(BESIDE_QR).allTextContents(), name).toContain(pa)
      const amounts = await page.locator(amount).allTextContents()
      expect(
        amounts.map((text) => text.replaceAll(/[₹,]/g, '')),
        name,
      ).toContain(am)
      expect(await ask(portal.dataDir, kept, [path.split('/').at(-1)]), name).toEqual([{ tr }])
    }
    await page.context().close()
  })
}

/** What is wrong with a page in a language, as a phone shows it and in every other way that its readers may have it. */
async function lookAt(page: Page, isFirst: boolean, locale: OfferedLocale): Promise<string[]> {
  const found = await announceFaults(page, locale)
  await openAll(page)
  found.push(...(await wordFaults(page, locale)), ...(await figureFaults(page)), ...(await addressFaults(page)))
  const add = (where: string, more: string[]) => found.push(...more.map((fault) => `${where}: ${fault}`))
  if (isFirst) found.push(...(await fileFaults(page)))
  // Pages that only differ in their words are not looked at in every way again.
  for (const way of isFirst ? (['spaced', 'large', 'usual'] as const) : (['large', 'usual'] as const)) {
    await readAs(page, way)
    add(way, await layoutFaults(page))
  }
  // Cards of a phone in one language, tables of a wide window in the other.
  if (isFirst && locale === 'hi') await lookAtAccess(page, 'light', add)
  for (const width of isFirst ? WIDTHS : [1280]) {
    await page.setViewportSize({ width, height: 800 })
    add(`${width} px`, await layoutFaults(page))
  }
  if (isFirst && locale === 'en') await lookAtAccess(page, 'dark', add)
  await page.setViewportSize({ width: 360, height: 800 })
  return found
}

/**
 * By two programs, in both themes: each knows what the other does not. Then in one, as it is for who asks for less motion,
 * walks by keys alone, or has colours of their own.
 */
async function lookAtAccess(
  page: Page,
  colorScheme: 'light' | 'dark',
  add: (where: string, faults: string[]) => void,
): Promise<void> {
  add('axe', await axeFaults(page))
  add('HTML_CodeSniffer', await snifferFaults(page))
  await page.emulateMedia({ colorScheme })
  add('less motion', await motionFaults(page))
  add('by keys', await keyFaults(page))
  add('own colours', await ownColourFaults(page))
  await page.emulateMedia({ colorScheme: null })
}

type Visit = Stop & { who: string; cookies: Guest['cookies']; isFirst: boolean }

/** What everybody shows, and which pages of a name come first. */
function visitsOf(people: Partial<Record<Person, Guest>>): Visit[] {
  const seen = new Set<string>()
  const nobody = { cookies: [], stops: PUBLIC_STOPS }
  return Object.entries({ nobody, ...people }).flatMap(([who, { cookies, stops }]) =>
    stops.map((stop) => {
      const isFirst = !seen.has(stop.name)
      seen.add(stop.name)
      return { ...stop, who, cookies, isFirst }
    }),
  )
}

/**
 * Shows pages to `look`, in as many windows as keep browser and portal busy, and collects what it finds.
 */
async function faultsOfAll(
  visits: readonly Visit[],
  { browser, portal, locale, javaScriptEnabled = true }: Here,
  look: (page: Page, isFirst: boolean) => Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = []
  const left = [...visits]
  const openFor = ({ cookies }: Visit) => openAs(browser, portal, { cookies }, { locale, javaScriptEnabled })
  const window = async () => {
    let open = null as { who: string; page: Page } | null
    for (let visit = left.shift(); visit; visit = left.shift()) {
      const { who, name, path, isFirst } = visit
      if (open?.who !== who) {
        await open?.page.context().close()
        open = { who, page: await openFor(visit) }
      }
      const { page } = open
      const answer = await page.goto(path)
      if (answer?.status() === 404 && name !== 'not found') faults.push(`${who}, ${name}: is not there`)
      if (javaScriptEnabled) await enliven(page)
      faults.push(...(await look(page, isFirst)).map((fault) => `${who}, ${name}: ${fault}`))
    }
    await open?.page.context().close()
  }
  await Promise.all(Array.from({ length: WINDOWS }, window))
  return faults
}
