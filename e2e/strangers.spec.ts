import { randomUUID } from 'node:crypto'
import type { APIResponse, BrowserContext, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { DESK_ROUTES } from './support/access/desk-routes.ts'
import { complainWithPhoto, otherSession, thingsOf } from './support/access/own-things.ts'
import { PORTAL_ROUTES } from './support/access/portal-routes.ts'
import { ALL, ANIL, type DeskThings, type Form, type Row, type Things } from './support/access/rows.ts'
import { rowsNaming } from './support/access/rows-naming.ts'
import { writesIn } from './support/access/written-by-reading.ts'
import { ask as tell } from './support/books.ts'
import { makeDeskMoney } from './support/desk-money.ts'
import { flaggedMeter } from './support/flagged.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { addOfficer, enterDesk, makePlace, OFFICERS, post, proposeRates, publishNotice } from './support/officer.ts'
import { EMBEDDED, OPENED } from './support/other-sites.ts'
import { routesOnDisk } from './support/routes.ts'
import { statementsDuring } from './support/statement-log.ts'
import { codesTo, written } from './support/written.ts'

// An instant of its own: whoever asks for everything shares a portal with nobody.
const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, apart: 'strangers' })

/** Asha has a bill to pay and receipts; Imran is a stranger to her, with a connection of his own. */
const ASHA = { mobile: '9000000028', consumerNo: '100044280028' }
const IMRAN = { mobile: '9000001035', consumerNo: '100044280035' }

/** With readings and half hours. */
const A_DAY = '2026-11-20'
/** On which Anil's meter contradicts itself. */
const FLAGGED_DAY = '2026-11-11'

/** Every page and route handler of `app`, by method. A new one without a row here fails. */
const ROUTES: Record<string, Row> = { ...PORTAL_ROUTES, ...DESK_ROUTES }

test('every route on disk has a row, and every row a route', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(routesOnDisk().sort())
})

test.describe('of what belongs to Asha', () => {
  let things: Things
  /** Herself, all her connections, and her things. */
  let hers: string[]
  /** Her login, as a browser keeps it: the one that `things.session` names. */
  let kept: Awaited<ReturnType<BrowserContext['storageState']>>
  let asha: Page
  let imran: Page
  let supervisor: BrowserContext

  test.beforeAll(async ({ browser, portal }) => {
    asha = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(asha, portal, ASHA.mobile)
    const elsewhere = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(elsewhere, portal, ASHA.mobile)
    kept = await asha.context().storageState()
    things = { ...(await thingsOf(asha)), session: await otherSession(elsewhere) }
    for (const [name, id] of Object.entries(things))
      expect(id, name).toMatch(name === 'stamp' ? /^[\w-]{70,90}$/ : /^[0-9a-f-]{36}$/)
    const links = await tell(
      portal.dataDir,
      `select "consumerId", "connectionId" from "MobileLink"
       where "consumerId" = (select "consumerId" from "Session" where "id" = $1)`,
      [things.session],
    )
    const { stamp: _, ...ids } = things
    hers = [...Object.values(ids), ...links.flatMap(({ consumerId, connectionId }) => [consumerId, connectionId])]
    imran = await (await browser.newContext({ baseURL: portal.url })).newPage()
    await logIn(imran, portal, IMRAN.mobile)
    supervisor = await browser.newContext({ baseURL: portal.url })
    await enterDesk(supervisor, portal, OFFICERS.SUPERVISOR, CLOCK)
  })
  test.afterAll(async () => {
    await Promise.all([asha.context(), imran.context(), supervisor].map((context) => context.close()))
  })

  for (const [route, row] of Object.entries(ROUTES)) {
    if ('open' in row || 'roles' in row) continue
    test(`${route}: nobody is ${row.nobody === 401 ? 'refused' : 'led to the login'}`, async ({ request, portal }) => {
      const answer = await ask(request, portal.url, route, row, things)
      await showsNothingOfAsha(answer)
      if (row.nobody === 401) return expect(answer.status()).toBe(401)
      expect([303, 307]).toContain(answer.status())
      expect(answer.headers().location).toMatch(/^\/login(\?|$)/)
    })

    // What she sends would change what she has; her own specs do that.
    if (route.startsWith('GET '))
      test(`${route}: Asha finds it`, async ({ portal }) => {
        const answer = await ask(asha.request, portal.url, route, row, things)
        expect(row.owner ? [row.owner] : [200, 303, 307]).toContain(answer.status())
        expect(answer.headers().location ?? '').not.toMatch(/^\/(desk\/)?login/)
      })

    test(`${route}: an officer is nobody`, async ({ portal }) => {
      const answer = await ask(supervisor.request, portal.url, route, row, things)
      await showsNothingOfAsha(answer)
      expect([401, 303, 307]).toContain(answer.status())
      if (answer.status() !== 401) expect(answer.headers().location).toMatch(/^\/login(\?|$)/)
    })

    test(`${route}: a stranger ${row.stranger === 404 ? 'finds nothing' : 'changes nothing'}`, async ({ portal }) => {
      const before = await rowsNaming(portal.dataDir, hers)
      expect(Object.keys(before)).toEqual(expect.arrayContaining(['Bill', 'ComplaintEvent', 'Payment', 'Session']))
      for (const connection of new Set([things.connection, connectionPath(imran).slice(3)])) {
        // With a connection of his own, the address is Asha's only where something below it is.
        if (connection !== things.connection && !/\[(bill|attempt|payment|batch|complaint)\]/.test(route)) continue
        const answer = await ask(imran.request, portal.url, route, row, { ...things, connection })
        await showsNothingOfAsha(answer)
        if (row.stranger === 404) expect(answer.status(), route).toBe(404)
        // Without JavaScript too.
        if (row.stranger === 404 && answer.headers()['content-type']?.startsWith('text/html'))
          expect((await answer.text()).match(/<main /g), route).toHaveLength(1)
      }
      expect(await rowsNaming(portal.dataDir, hers), 'what Asha has').toEqual(before)
      if (route === 'POST /api/logout') await logIn(imran, portal, IMRAN.mobile)
      const home = await asha.request.get(`/c/${things.connection}`, { maxRedirects: 0 })
      expect(home.status(), 'Asha is still logged in').toBe(200)
    })
  }

  test('a field of thousands of letters is refused or cut off, by every form and from anybody', async ({
    request,
    portal,
  }) => {
    // As long as a form may be: a letter of Hindi is nine bytes there.
    const long = 'क'.repeat(7_000)
    const failed: string[] = []
    for (const [route, row] of Object.entries(PORTAL_ROUTES)) {
      // Whatever it is sent, logging out logs out.
      if (!route.startsWith('POST ') || 'roles' in row || route === 'POST /api/logout') continue
      const own = 'open' in row ? {} : (row.form?.(things) ?? {})
      // What is open to all is named nowhere by its fields; these are those of its forms.
      const fields = 'open' in row ? ['who', 'code', 'consumerNo', 'mobile', 'number', 'text'] : Object.keys(own)
      for (const field of fields) {
        const sent = { form: () => ({ ...own, [field]: long }) }
        const answer = await ask('open' in row ? request : imran.request, portal.url, route, sent, things)
        if (answer.status() >= 500) failed.push(`${route} ${field}: ${answer.status()}`)
      }
    }
    expect(failed).toEqual([])
  })

  test('what is open to all says what it is too', async ({ request, portal }) => {
    for (const [route, row] of Object.entries(PORTAL_ROUTES))
      if ('open' in row) await ask(request, portal.url, route, {}, things)
  })

  test('a look at her pages and those of all writes nothing but what is listed', async ({ request, portal }) => {
    const statements = await statementsDuring(portal, async () => {
      for (const [route, row] of Object.entries(PORTAL_ROUTES))
        if (route.startsWith('GET '))
          for (const from of [request, asha.request])
            await ask(from, portal.url, route, { ...row, form: undefined }, things)
    })
    expect(writesIn(statements)).toEqual([])
  })

  test('her files are for her pages and her links, and no other site’s page holds them', async ({ page }) => {
    const home = `/c/${things.connection}`
    const files = [
      `${home}/bills/${things.bill}/pdf`,
      `${home}/complaints/${things.complaint}/files/${things.file}`,
      `${home}/consumption/csv`,
      `${home}/payments/${things.payment}/pdf`,
    ]
    const get = (file: string, headers: Record<string, string>) => asha.request.get(file, { headers, maxRedirects: 0 })
    for (const file of files) {
      for (const [how, headers] of Object.entries(EMBEDDED))
        expect((await get(file, headers)).status(), `${file} as ${how}`).toBe(403)
      for (const [how, headers] of Object.entries(OPENED)) {
        const answer = await get(file, headers)
        expect(answer.status(), `${file} by ${how}`).toBe(200)
        expect(answer.headers(), file).toMatchObject({
          'cache-control': 'private, no-store',
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        })
        expect(answer.headers()['content-disposition'], file).toMatch(/^(inline|attachment); filename="[\w.-]+"$/)
      }
    }
    // Whoever is not logged in is refused as well, not led to a login within another site's page.
    expect((await page.request.get(files[0] as string, { headers: EMBEDDED['a frame'] })).status()).toBe(403)
  })

  for (const [how, is, was] of [
    ['ended', `"endedAt" = "createdAt"`, `"endedAt" = null`],
    [
      'twelve hours old',
      `"expiresAt" = "expiresAt" - interval '12 hours'`,
      `"expiresAt" = "expiresAt" + interval '12 hours'`,
    ],
    [
      'half an hour at rest',
      `"lastSeenAt" = "lastSeenAt" - interval '31 minutes'`,
      `"lastSeenAt" = "lastSeenAt" + interval '31 minutes'`,
    ],
  ] as const)
    test(`a login of hers that is ${how} is nobody’s, on every page and in every form`, async ({ browser, portal }) => {
      const set = (columns: string) =>
        tell(portal.dataDir, `update "Session" set ${columns} where id = '${things.session}'`)
      const context = await browser.newContext({ baseURL: portal.url, storageState: kept })
      const home = async () => (await context.request.get(`/c/${things.connection}`, { maxRedirects: 0 })).status()
      expect(await home()).toBe(200)
      await set(is)
      const isIn: string[] = []
      for (const [route, row] of Object.entries(PORTAL_ROUTES)) {
        // Logging out takes the cookie away, with which all the rest would be asked as by nobody.
        if ('open' in row || 'roles' in row || route === 'POST /api/logout') continue
        const answer = await ask(context.request, portal.url, route, row, things)
        await showsNothingOfAsha(answer)
        const isLed = [303, 307].includes(answer.status()) && /^\/login(\?|$)/.test(answer.headers().location ?? '')
        if (!(isLed || answer.status() === 401)) isIn.push(`${route}: ${answer.status()}`)
      }
      expect(isIn).toEqual([])
      await set(was)
      // It was the login, not a cookie that had gone.
      expect(await home()).toBe(200)
      await context.close()
    })

  test('what is hers answers Imran to the letter as what is nobody’s', async ({ portal }) => {
    const told: string[] = []
    let parts = 0
    for (const [route, row] of Object.entries(PORTAL_ROUTES)) {
      if (!('stranger' in row) || row.stranger !== 404) continue
      const random = Object.fromEntries(Object.keys(things).map((name) => [name, randomUUID()])) as Things
      const [hers, nobodys] = [
        await ask(imran.request, portal.url, route, row, things),
        await ask(imran.request, portal.url, route, row, random),
      ]
      if ((await lettersOf(hers, things)) !== (await lettersOf(nobodys, random))) told.push(route)
      parts += scriptsOf(await hers.text()).filter((line) => line.includes('skip-link')).length
    }
    expect(told).toEqual([])
    // What scripts tell was read, too.
    expect(parts).toBeGreaterThan(20)
  })

  test('what is nobody’s looks the same as what is hers', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    for (const path of [`/c/${nowhere}`, '/c/no-id', `/c/${things.connection}/bills/${nowhere}`]) {
      expect((await imran.request.get(path, { maxRedirects: 0 })).status(), path).toBe(404)
    }
    expect((await asha.request.get(`/c/${things.connection}/bills/no-id`)).status()).toBe(404)
  })
})

test.describe('at the desk', () => {
  const contexts = new Map<string, BrowserContext>()
  let things: DeskThings
  const inside = (who: string) => contexts.get(who) as BrowserContext

  test.beforeAll(async ({ browser, portal }) => {
    const enter = async (who: string, mobile: string) => {
      const context = await browser.newContext({ baseURL: portal.url })
      await enterDesk(context, portal, mobile, CLOCK)
      contexts.set(who, context)
    }
    for (const role of ALL) await enter(role, OFFICERS[role])
    for (const [index, role] of ALL.entries()) {
      const mobile = `900000209${index}`
      await addOfficer(portal, mobile, role, 'Gumla')
      await enter(`${role} of another circle`, mobile)
    }
    const kept = ['9000002080', '9000002081'] as const
    for (const mobile of kept) await addOfficer(portal, mobile, 'SUPERVISOR', 'Ranchi')
    await enter('disabled', kept[0])
    const asha = await browser.newContext({ baseURL: portal.url })
    const page = await asha.newPage()
    await logIn(page, portal, ASHA.mobile)
    contexts.set('Asha', asha)
    const admin = inside('ADMINISTRATOR').request
    const list = await (await admin.get('/desk/staff')).text()
    const [disabled = '', officer = ''] = kept.map(
      (mobile) => new RegExp(`••${mobile.slice(-3)}.*?/desk/staff/([0-9a-f-]{36})`, 's').exec(list)?.[1] ?? '',
    )
    const office = /<option value="([0-9a-f-]{36})"/.exec(list)?.[1] ?? ''
    const anil = await browser.newContext({ baseURL: portal.url })
    const people = { consumer: anil, clerk: inside('CLERK'), decider: inside('SUPERVISOR') }
    const money = await makeDeskMoney(people, portal, ANIL.mobile)
    const camps = await (await inside('CLERK').request.get('/desk/camps')).text()
    const camp = /\/desk\/camps\/([0-9a-f-]{36})/.exec(camps)?.[1] ?? ''
    const proposal = await proposeRates(inside('BILLING_OFFICER').request, portal)
    const notice = await publishNotice(inside('SUPERVISOR').request, portal)
    const complaint = await complainWithPhoto(page, connectionPath(page))
    const place = await makePlace(inside('SUPERVISOR').request, portal)
    const meter = await flaggedMeter(inside('SUPERVISOR').request, money.connection, FLAGGED_DAY)
    things = { ...money, officer, office, camp, proposal, notice, place, meter, ...complaint, day: FLAGGED_DAY }
    await anil.close()
    for (const [name, id] of Object.entries({ ...things, disabled }))
      expect(id, name).toMatch(name === 'day' ? FLAGGED_DAY : /^[0-9a-f-]{36}$/)
    const ended = await post(admin, portal, '/api/desk/staff/disable', { officer: disabled, disabled: 'yes' })
    expect(ended.headers().location).toContain('done=changed')
  })
  test.afterAll(async () => {
    await Promise.all([...contexts.values()].map((context) => context.close()))
  })

  for (const [route, row] of Object.entries(ROUTES)) {
    if (!('roles' in row)) continue
    const outcomes: [who: string, expected: 'login' | 404 | 'in'][] = [
      ...['nobody', 'Asha', 'disabled'].map((who): [string, 'login'] => [who, 'login']),
      ...ALL.map((role): [string, 'in' | 404] => [role, row.roles.includes(role) ? 'in' : 404]),
      ...ALL.map((role): [string, 'in' | 404] => [
        `${role} of another circle`,
        row.roles.includes(role) && row.elsewhere === 'too' ? 'in' : 404,
      ]),
    ]
    test(`${route}: each as the table says`, async ({ browser, portal }) => {
      const nobody = await browser.newContext({ baseURL: portal.url })
      const got: typeof outcomes = []
      for (const [who] of outcomes) {
        const from = who === 'nobody' ? nobody : inside(who)
        // Logging out is shown by somebody whose login nobody needs any more.
        if (route === 'POST /api/desk/logout' && who !== 'nobody' && who !== 'Asha' && who !== 'disabled') {
          got.push([who, 'in'])
          continue
        }
        const answer = await ask(
          from.request,
          portal.url,
          route,
          { form: row.sends && (() => row.sends?.(things) ?? {}) },
          things,
        )
        if (answer.status() === 200 && route.startsWith('GET ')) await isADeskPage(answer, route)
        const location = answer.headers().location ?? ''
        const isIn = answer.status() === 200 || (answer.status() === 303 && !location.startsWith('/desk/login'))
        // A script is told; a page or form is led there.
        const isLed = [303, 307].includes(answer.status()) && location.startsWith('/desk/login')
        const login = isLed || answer.status() === 401
        got.push([who, isIn ? 'in' : login ? 'login' : (answer.status() as 404)])
      }
      await nobody.close()
      expect(got).toEqual(outcomes)
    })
  }

  test('a look at the desk writes nothing but what is listed', async ({ portal }) => {
    const statements = await statementsDuring(portal, async () => {
      for (const route of Object.keys(DESK_ROUTES).filter((one) => one.startsWith('GET ')))
        for (const role of ALL) await ask(inside(role).request, portal.url, route, {}, things)
    })
    expect(writesIn(statements)).toEqual([])
  })
})

/** Whoever leaves the desk finds the way out on each page of it, and the browser keeps none. */
async function isADeskPage(answer: APIResponse, route: string): Promise<void> {
  expect(answer.headers()['cache-control'], route).toContain('no-store')
  if (answer.headers()['content-type']?.startsWith('text/html'))
    expect(await answer.text(), route).toContain('action="/api/desk/logout"')
}

test('of all that was asked here, the portal has written nothing personal for its operator', async ({
  portal,
  page,
}) => {
  await logIn(page, portal, ASHA.mobile)
  const [name, address] = ['आशा कुमारी', '12, नमूना नगर']
  await page.goto(`${connectionPath(page)}/profile`)
  // The canaries are what the record has.
  for (const words of [name, address]) await expect(page.locator('body')).toContainText(words)
  const mobiles = [ASHA.mobile, IMRAN.mobile, ANIL.mobile, ...Object.values(OFFICERS)]
  const codes = (await Promise.all(mobiles.map((mobile) => codesTo(portal, mobile)))).flat()
  expect(codes.length).toBeGreaterThan(5)
  const cookies = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly).map(({ value }) => value)
  expect(cookies.length).toBeGreaterThan(0)

  const text = written(portal)
  expect(text).toContain('Ready after')
  expect(text).toContain('database system is ready')
  const canaries = [name, address, ASHA.consumerNo, IMRAN.consumerNo, ...mobiles, ...cookies]
  expect(canaries.filter((canary) => text.includes(canary))).toEqual([])
  // Six digits can be part of a longer number, such as a process's.
  expect(codes.filter((code) => new RegExp(`(?<![\\d.])${code}(?!\\d)`).test(text))).toEqual([])
})

async function ask(
  request: Page['request'],
  origin: string,
  route: string,
  row: { form?: Form; multipart?: Form },
  things: Partial<Things> & Partial<DeskThings>,
): Promise<APIResponse> {
  const [method = '', pattern = ''] = route.split(' ')
  const address = pattern.replace(/\[(\w+)\]/g, (_, name: keyof Things | keyof DeskThings | 'day' | 'key') =>
    name === 'day' ? (things.day ?? A_DAY) : name === 'key' ? 'HELPLINE' : (things[name] ?? ''),
  )
  const [form, multipart] = [claiming(row.form?.(things as Things)), claiming(row.multipart?.(things as Things))]
  const answer = await request.fetch(address, { method, form, multipart, headers: { Origin: origin }, maxRedirects: 0 })
  if ((await answer.body()).length > 0) expect(answer.headers()['content-type'] ?? '', route).toMatch(WHAT_IT_IS)
  return answer
}

/** Text says its letters too. */
const WHAT_IT_IS =
  /^text\/(?:html|csv|plain|calendar|javascript); ?charset=utf-8$|^application\/(?:atom\+)?xml; charset=utf-8$|^application\/(?:json|pdf|manifest\+json)(?:; charset=utf-8)?$|^image\/(?:png|jpeg|svg\+xml)$/i

/** Status, headers, markup and what scripts say, without ids, nonces and the second. */
async function lettersOf(answer: APIResponse, { stamp }: Things): Promise<string> {
  const { date: _, ...headers } = answer.headers()
  const body = (await answer.text()).replaceAll(stamp, '')
  const markup = body.replace(SCRIPT, '')
  const [, nonce = ''] = /'nonce-([\w-]+)'/.exec(headers['content-security-policy'] ?? '') ?? []
  return JSON.stringify([answer.status(), headers, markup, scriptsOf(body)])
    .replaceAll(nonce, '')
    .replace(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, '')
}

const SCRIPT = /<script\b[^>]*>(.*?)<\/script>/gs
/** What Next.js tells the browser of a page's parts, in pieces that end where they happen to. */
const PIECE = /^self\.__next_f\.push\((\[.*\])\)$/s

/** The parts that a page's scripts tell of, and the other scripts: in the order of letters, since React's order is that of time. */
function scriptsOf(page: string): string[] {
  const scripts = [...page.matchAll(SCRIPT)].map(([, text = '']) => text)
  const pieces = scripts.flatMap((text) => PIECE.exec(text)?.[1] ?? []).map((json) => JSON.parse(json) as unknown[])
  const parts = pieces.map(([, text]) => (typeof text === 'string' ? text : '')).join('')
  const others = scripts.filter((text) => !PIECE.test(text))
  // Parts and the places for them are numbered as they come.
  const numbered = /^[\da-f]+:|\$L?[\da-f]+\b|\b[BSP]:[\da-f]+/gm
  return [...parts.split('\n'), ...others].map((line) => line.replace(numbered, '')).sort()
}

/** What nobody may say of themselves: sent with every form, and without any effect on who may do what. */
const CLAIMS: [name: string, value: string][] = [
  ['consumerId', '00000000-0000-4000-8000-000000000001'],
  ['staffId', '00000000-0000-4000-8000-000000000001'],
  ['isAdmin', 'true'],
  ['role', 'ADMINISTRATOR'],
  ['actor', '{"kind":"staff","role":"ADMINISTRATOR"}'],
  ['__proto__', 'ADMINISTRATOR'],
  ['__proto__[role]', 'ADMINISTRATOR'],
  ['constructor[prototype][isAdmin]', 'true'],
]
/** A field that a form has of its own stays as it is. `fromEntries` makes `__proto__` a field like any other. */
const claiming = <T extends object>(form: T | undefined): T | undefined =>
  form && (Object.fromEntries([...CLAIMS, ...Object.entries(form)]) as T)

async function showsNothingOfAsha(answer: APIResponse): Promise<void> {
  const body = await answer.text()
  for (const secret of [ASHA.consumerNo, '1000\u00a04428\u00a00028', 'आशा', ASHA.mobile])
    expect(body).not.toContain(secret)
}
