import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { LONGEST_NAME as LONGEST_KEY } from '#lib/access-tokens/token-policy.ts'
import { LONGEST_LINE } from '#lib/settings/setting-kinds.ts'
import { LONGEST_SOURCE } from '#lib/tariff/proposals/propose-tariff.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { DEMO_HOMES, type DemoHome } from '#prisma/seed/homes.ts'
import { masterFile } from '#prisma/seed/master-file.ts'
import { expect, test } from './fixtures.ts'
import { ask } from './support/books.ts'
import { makeDeskMoney } from './support/desk-money.ts'
import { openAs } from './support/every-page.ts'
import { HOSTILE, look, type Place, watch, written } from './support/hostile.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { enterDesk, OFFICERS, post, publishNotice } from './support/officer.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, apart: 'hostile desk' })

/** Reads what the desk has set, and makes keys. */
const ASHA = DEMO_HOMES.find(({ mobile }) => mobile === '9000000028') as DemoHome
/** Paid, and has a part of it asked back. */
const ANIL = '9000001049'
/** Of an officer, and of an office in the master file. */
const [LONGEST_NAME, LONGEST_OFFICE] = [100, 80]

test(`${HOSTILE.length} hostile names of officers and sources of tariffs are text wherever somebody reads them`, async ({
  browser,
  portal,
}) => {
  test.setTimeout(7_200_000)
  const [admin, supervisor] = [await opened(browser, portal), await opened(browser, portal)]
  await enterDesk(admin.context(), portal, OFFICERS.ADMINISTRATOR, CLOCK)
  await enterDesk(supervisor.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
  const money = await moneyAtDesk(browser, portal)
  const [office] = await ask(portal.dataDir, `select "id" from "Office" where "kind" = 'CIRCLE' and "name" = 'Ranchi'`)
  const complaint = await takeDown(supervisor, portal)
  const seen = [admin, supervisor].map((tab) => watch(tab, portal))

  for (const [index, hostile] of HOSTILE.entries()) {
    const typed = written(hostile, 'officer', LONGEST_NAME)
    const [name, mobile] = [cleanText(typed), `81000${String(index).padStart(5, '0')}`]
    // Each officer logs in from the same address.
    await ask(portal.dataDir, 'delete from "RateLimit"')
    const { id, places } = await addOfficer(admin, portal, {
      name: typed,
      mobile,
      office: office.id,
      role: 'SUPERVISOR',
    })
    for (const place of places) await look(place)

    const officer = await opened(browser, portal)
    seen.push(watch(officer, portal))
    await enterDesk(officer.context(), portal, mobile, CLOCK)
    const rates = await proposeRates(officer, portal, written(hostile, 'source', LONGEST_SOURCE))
    for (const place of rates.places)
      await look({ ...place, shows: [...place.shows, ...(place.isTyped ? [] : [name])] })
    await publishNotice(officer.request, portal)
    await assign(supervisor, portal, complaint, id)
    await ask(portal.dataDir, 'update "Refund" set "requestedBy" = $1 where "id" = $2', [id, money.refund])
    await look({ tab: officer, path: '/desk', shows: [name], isInFrame: true })
    for (const path of [
      ...['/desk/audit', `/desk/audit?officer=${id}`, '/desk/notices', '/desk/refunds'],
      ...['/desk/complaints', `/desk/complaints/${complaint}`],
    ])
      await look({ tab: supervisor, path, shows: [name] })
    await post(supervisor.request, portal, '/api/desk/tariffs/decide', { proposal: rates.id, decision: 'REFUSE' })
    await look({ tab: supervisor, path: `/desk/tariffs/${rates.id}`, shows: [name, rates.source] })
    await look({ tab: supervisor, path: '/desk/ledger', shows: [] })
    await officer.context().close()
  }
  expect(seen.flat()).toEqual([])
})

test(`${HOSTILE.length} hostile words of settings are text wherever somebody reads them, and do nothing`, async ({
  browser,
  portal,
}) => {
  test.setTimeout(7_200_000)
  const [admin, clerk, asha, visitor] = [
    await opened(browser, portal),
    await opened(browser, portal),
    await opened(browser, portal),
    await opened(browser, portal),
  ]
  await enterDesk(admin.context(), portal, OFFICERS.ADMINISTRATOR, CLOCK)
  await enterDesk(clerk.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
  await logIn(asha, portal, ASHA.mobile)
  const home = connectionPath(asha)
  const seen = [admin, clerk, asha, visitor].map((tab) => watch(tab, portal))
  const reply = await firstReply(admin)

  for (const hostile of HOSTILE) {
    await ask(portal.dataDir, 'delete from "RateLimit"')
    // Each change stays on the page of its setting for good; those of the words before would fill it with 500 lines.
    await ask(portal.dataDir, 'set session_replication_role = replica; delete from "DeskSetting"')
    const line = (piece: string) => written(hostile, piece, LONGEST_LINE)
    const both = (piece: string) => ({ hi: line(`${piece} in Hindi`), en: line(`${piece} in English`) })
    const settings: [string, Record<string, string>][] = [
      ['HELPLINE', { text: line('helpline 1912') }],
      ['MORE_HELPLINES', { text: line('more') }],
      ['FORUM', both('forum')],
      ['OMBUDSMAN', both('ombudsman')],
      [reply, both('reply')],
      ['HOURS:METER', { hours: '48', ...both('rule') }],
    ]
    for (const [key, words] of settings) for (const place of await change(admin, portal, key, words)) await look(place)
    const complaint = await takeDown(clerk, portal)
    const helpline = [cleanText(line('helpline 1912'))]
    const lines = [...helpline, cleanText(line('more'))]
    const addresses = ['forum', 'ombudsman'].map((piece) => cleanText(both(piece).en))
    const rule = [cleanText(both('rule').en)]
    const places: Place[] = [
      ...['/', '/status'].map((path) => ({ tab: visitor, path, shows: helpline })),
      ...['/recognise', '/not-linked'].map((path) => ({ tab: visitor, path, shows: lines })),
      { tab: visitor, path: '/about/contact', shows: [...lines, ...addresses] },
      { tab: visitor, path: '/glossary?q=qqqq', shows: helpline },
      { tab: asha, path: home, shows: helpline, isInFrame: true },
      ...[`${home}/profile`, `${home}/pay/counter`, '/account/offline', '/account/erase'].map((path) => ({
        ...{ tab: asha, path, shows: helpline },
      })),
      { tab: asha, path: `${home}/complaints/${complaint}`, shows: rule },
      { tab: clerk, path: `/desk/complaints/${complaint}`, shows: [...rule, cleanText(both('reply').en)] },
      { tab: clerk, path: `/desk/complaints/${complaint}/slip`, shows: helpline },
    ]
    for (const place of places) await look(place)
    const { status, lines: said } = await securityTxt(visitor)
    expect([status, said], hostile).toEqual([200, ['Contact', 'Expires', 'Preferred-Languages', 'Canonical']])
  }
  expect(seen.flat()).toEqual([])
})

test(`${HOSTILE.length} hostile names of offices and keys are text wherever somebody reads them, and do nothing`, async ({
  browser,
  portal,
}, testInfo) => {
  test.setTimeout(7_200_000)
  const [admin, supervisor, asha] = [
    await opened(browser, portal),
    await opened(browser, portal),
    await opened(browser, portal),
  ]
  await enterDesk(admin.context(), portal, OFFICERS.ADMINISTRATOR, CLOCK)
  await logIn(asha, portal, ASHA.mobile)
  const home = connectionPath(asha)
  const seen = [admin, supervisor, asha].map((tab) => watch(tab, portal))
  const offices = HOSTILE.map((hostile) => ({
    division: written(hostile, 'division', LONGEST_OFFICE),
    subdivision: written(hostile, 'subdivision', LONGEST_OFFICE),
  }))
  const file = testInfo.outputPath('offices.csv')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const cell = (words: string) => `"${words.replaceAll('"', '""')}"`
  const rows = offices.map(({ division, subdivision }) => ['Ranchi', division, subdivision].map(cell).join(','))
  fs.writeFileSync(file, ['circle,division,subdivision', ...rows, ''].join('\n'))
  const loaded = await portal.command('lib/staff/staff-command.ts', 'offices', file)
  expect(loaded, loaded.output).toMatchObject({ code: 0 })
  await enterDesk(supervisor.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
  const add = await portal.command('lib/ingest/door/sources-command.ts', 'add', 'offices', 'consumers')
  const token = add.output.trim().split('\n').at(-1) ?? ''

  for (const [index, hostile] of HOSTILE.entries()) {
    const [division, subdivision] = Object.values(offices[index] as (typeof offices)[number]).map((name) =>
      cleanText(name.toWellFormed()),
    ) as [string, string]
    const [office] = await ask(
      portal.dataDir,
      `select o."id" from "Office" o join "Office" d on d."id" = o."parentId" where o."name" = $1 and d."name" = $2`,
      [subdivision, division],
    )
    expect(office, subdivision).toBeDefined()
    await ask(portal.dataDir, 'delete from "RateLimit"')
    const mobile = `82000${String(index).padStart(5, '0')}`
    const wanted = { name: 'Officer of a test', mobile, office: office.id, role: 'SUPERVISOR' }
    const { places } = await addOfficer(admin, portal, wanted)
    for (const place of places) await look(place.isTyped ? place : { ...place, shows: [subdivision, division] })
    const officer = await opened(browser, portal)
    seen.push(watch(officer, portal))
    await enterDesk(officer.context(), portal, mobile, CLOCK)
    await look({ tab: officer, path: '/desk', shows: [subdivision], isInFrame: true })
    await publishNotice(officer.request, portal)
    for (const path of ['/desk/notices', '/desk/camps', '/desk/pamphlets', '/desk/complaints/new'])
      await look({ tab: officer, path, shows: [subdivision] })

    // Letters that got lost on their way are refused by the file's door.
    if (await move(asha, token, subdivision)) {
      for (const path of [`${home}/profile`, `${home}/pay/counter`])
        await look({ tab: asha, path, shows: [subdivision] })
      await look({ tab: officer, path: await lookUp(officer, portal, home), shows: [subdivision] })
    } else expect(subdivision).toContain('\ufffd')
    await officer.context().close()
    for (const place of await makeKey(asha, portal, written(hostile, 'key', LONGEST_KEY))) await look(place)
  }
  expect(seen.flat()).toEqual([])
})

const opened = (browser: Browser, portal: Portal) => openAs(browser, portal, { cookies: [] }, { locale: 'en' })

async function moneyAtDesk(browser: Browser, portal: Portal) {
  const [consumer, clerk, decider] = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL: portal.url })))
  if (!consumer || !clerk || !decider) throw new Error('no browser')
  await enterDesk(clerk, portal, OFFICERS.CLERK, CLOCK)
  await enterDesk(decider, portal, OFFICERS.SUPERVISOR, CLOCK)
  const money = await makeDeskMoney({ consumer, clerk, decider }, portal, ANIL)
  await Promise.all([consumer.close(), clerk.close(), decider.close()])
  return money
}

/** Adds an officer by the form, which comes back once before; the account's id, and where the name stands. */
async function addOfficer(
  tab: Page,
  portal: Portal,
  form: Record<'name' | 'mobile' | 'office' | 'role', string>,
): Promise<{ id: string; places: Place[] }> {
  const send = (fields: Record<string, string>) => post(tab.request, portal, '/api/desk/staff/add', fields)
  const refused = await send({ ...form, mobile: '12' })
  const shows = [cleanText(form.name)]
  await look({ tab, path: refused.headers().location ?? '', shows, isTyped: true })
  const added = await send(form)
  expect(added.headers().location).toBe('/desk/staff?done=added')
  const [{ id }] = await ask(portal.dataDir, 'select "id" from "StaffAccount" where "mobile" = $1', [form.mobile])
  return { id, places: ['/desk/staff', `/desk/staff/${id}`].map((path) => ({ tab, path, shows })) }
}

/** Proposes a fuel charge by the form, which comes back once before; its id, and where its source stands. */
async function proposeRates(tab: Page, portal: Portal, typed: string) {
  const [id, source] = [randomUUID(), cleanText(typed)]
  const form = { kind: 'FPPPA', month: '2028-01', charge: '0.25', source: typed, proposal: id }
  const send = (fields: Record<string, string>) => post(tab.request, portal, '/api/desk/tariffs/propose', fields)
  const refused = await send({ ...form, charge: 'much' })
  expect((await send(form)).headers().location).toBe(`/desk/tariffs/${id}?done=proposed`)
  const places: Place[] = [
    { tab, path: refused.headers().location ?? '', shows: [source], isTyped: true },
    ...['/desk/tariffs', `/desk/tariffs/${id}`].map((path) => ({ tab, path, shows: [source] })),
  ]
  return { id, source, places }
}

/** Takes a complaint of Asha's down at the desk; its id. */
async function takeDown({ request }: Page, portal: Portal): Promise<string> {
  const form = { key: randomUUID(), category: 'METER', language: 'en', consumerNo: ASHA.consumerNo, since: 'Monday' }
  const taken = (await post(request, portal, '/api/desk/complaints/take', form)).headers().location ?? ''
  expect(taken).toMatch(/^\/desk\/complaints\/[0-9a-f-]{36}\?done=taken$/)
  return taken.split(/[/?]/)[3] as string
}

async function assign({ request }: Page, portal: Portal, complaint: string, officer: string): Promise<void> {
  const answer = await post(request, portal, '/api/desk/complaints/assign', { complaint, officer })
  expect(answer.headers().location).toBe('/desk/complaints?assigned=1')
}

/** The key of the first saved reply. */
async function firstReply(tab: Page): Promise<string> {
  await tab.goto('/desk/settings')
  const link = await tab.locator('main a[href*="/desk/settings/REPLY"]').first().getAttribute('href')
  return decodeURIComponent(link?.split('/').at(-1) ?? '')
}

/** Changes a setting from today on by its form, which comes back once before; where its words stand at the desk. */
async function change(tab: Page, portal: Portal, key: string, words: Record<string, string>): Promise<Place[]> {
  const send = (fromOn: string) => post(tab.request, portal, '/api/desk/settings', { key, fromOn, ...words })
  const refused = await send('2026-11-22')
  expect((await send('2026-11-23')).headers().location).toBe('/desk/settings?done=changed')
  const shows = Object.values(words).map(cleanText)
  const own = `/desk/settings/${encodeURIComponent(key)}`
  return [
    { tab, path: refused.headers().location ?? '', shows, isTyped: true },
    { tab, path: `${own}?${new URLSearchParams({ ...words, fromOn: '2026-11-24' })}`, shows, isTyped: true },
    ...[own, '/desk/settings'].map((path) => ({ tab, path, shows })),
  ]
}

/** The names of its fields, each of which has a line of its own. */
async function securityTxt({ request }: Page) {
  const answer = await request.get('/.well-known/security.txt')
  const lines = (await answer.text()).trim().split('\n')
  return { status: answer.status(), lines: lines.map((line) => line.split(':')[0]) }
}

/** Has Asha's connection lie in another sub-division, as the utility's file does. Returns whether the file was taken. */
async function move({ request }: Page, token: string, subdivision: string): Promise<boolean> {
  const answer = await request.post('/api/ingest/consumers', {
    data: masterFile([{ ...ASHA, subdivision: subdivision.replaceAll('"', '""') }]),
    headers: { 'Content-Type': 'text/csv; charset=utf-8', Authorization: `Bearer ${token}` },
  })
  return answer.ok() && (await answer.json()).rejected === 0
}

/** Opens Asha's connection to the officer, who says why; its address. */
async function lookUp({ request }: Page, portal: Portal, home: string): Promise<string> {
  await post(request, portal, '/api/desk/look', { connection: home.slice(3), reason: 'BILL', note: '' })
  return `/desk/connections/${home.slice(3)}`
}

/** Wishes for a key by the form, which comes back once before, and ends it; where its name stands meanwhile. */
async function makeKey(tab: Page, portal: Portal, typed: string): Promise<Place[]> {
  const wish = (form: Record<string, string>) =>
    post(tab.request, portal, '/api/account/tokens', { name: typed, connection: '', days: '30', ...form })
  const shows = [cleanText(typed)]
  const ended = async () => {
    const form = tab.locator('form[action="/api/account/tokens/end"] input[name=token]').first()
    await post(tab.request, portal, '/api/account/tokens/end', { token: (await form.getAttribute('value')) ?? '' })
  }
  const refused = await wish({})
  await look({ tab, path: refused.headers().location ?? '', shows, isTyped: true })
  await wish({ scope: 'bills' })
  // The clock is held, and with it the wait for another code: that this one was right is said to the database.
  const [wished] = await ask(
    portal.dataDir,
    'update "AccessToken" set "provenAt" = $1 where "provenAt" is null and "name" = $2 returning "id"',
    [CLOCK, shows[0]],
  )
  expect(wished, typed).toBeDefined()
  for (const path of ['/account/tokens?made=1', '/account/tokens', '/account/data'])
    await look({ tab, path, shows: path === '/account/data' ? [] : shows })
  await tab.goto('/account/tokens')
  await ended()
  return [{ tab, path: '/account/tokens?ended=1', shows: [] }]
}
