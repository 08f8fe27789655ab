import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { MOST_LETTERS, MOST_SINCE_LETTERS } from '#lib/complaints/complaint-words.ts'
import { LONGEST_NOTICE } from '#lib/notices/read-notice.ts'
import { LONGEST_NAME } from '#lib/pamphlets/make-place.ts'
import { cleanLines, cleanText } from '#lib/units/clean-text.ts'
import { expect, test } from './fixtures.ts'
import { ask } from './support/books.ts'
import { openAs } from './support/every-page.ts'
import { HOSTILE, look, type Place, watch, written } from './support/hostile.ts'
import { connectionPath, logIn, newestCode } from './support/log-in.ts'
import { enterDesk, OFFICERS, post } from './support/officer.ts'
import type { Portal } from './support/portal.ts'

const CLOCK = '2026-11-23T10:00:00+05:30'
test.use({ clock: CLOCK, apart: 'hostile words' })

/** Whose connection it all is about. */
const ASHA = { mobile: '9000000028', consumerNo: '100044280028' }
/** Complained at the counter, and looks what became of it without a login. */
const VISITOR = '9000007731'

type People = { portal: Portal; home: string; asha: Page; desk: Page; visitor: Page; seen: string[][] }

test(`${HOSTILE.length} hostile words in complaints are text wherever somebody reads them, and do nothing`, async ({
  browser,
  portal,
}) => {
  test.setTimeout(7_200_000)
  const people = await gather(browser, portal)
  const standing = await prepareThreads(people)
  for (const [index, hostile] of HOSTILE.entries()) {
    // So much is written here as nobody may write in a day.
    await ask(portal.dataDir, 'delete from "RateLimit"')
    const { id, words } = await live(people, hostile)
    for (const [tab, path] of [
      [people.asha, `${people.home}/complaints/${id}`],
      [people.desk, `/desk/complaints/${id}`],
    ] as const)
      await look({ tab, path, shows: words })
    for (const [at, write] of ELSEWHERE.entries())
      if ((at + index) % 3 === 0) await look(await write(people, { id, hostile, ...standing }))
  }
  for (const [tab, path] of [
    [people.asha, `${people.home}/complaints`],
    [people.desk, '/desk/complaints'],
  ] as const)
    await look({ tab, path, shows: [] })
  expect(people.seen.flat()).toEqual([])
})

test(`${HOSTILE.length} hostile words of officers are text wherever somebody reads them, and do nothing`, async ({
  browser,
  portal,
}) => {
  test.setTimeout(7_200_000)
  const people = await gather(browser, portal)
  for (const [index, hostile] of HOSTILE.entries()) {
    const announce = ANNOUNCED[index % ANNOUNCED.length] as (typeof ANNOUNCED)[number]
    const { places, takeBack } = await announce(people, hostile)
    for (const place of places) await look(place)
    await takeBack()
  }
  expect(people.seen.flat()).toEqual([])
})

async function gather(browser: Browser, portal: Portal): Promise<People> {
  const open = () => openAs(browser, portal, { cookies: [] }, { locale: 'en' })
  const [asha, desk, visitor] = [await open(), await open(), await open()]
  await logIn(asha, portal, ASHA.mobile)
  await enterDesk(desk.context(), portal, OFFICERS.SUPERVISOR, CLOCK)
  const seen = [asha, desk, visitor].map((page) => watch(page, portal))
  return { portal, home: connectionPath(asha), asha, desk, visitor, seen }
}

/** One complaint from the counter to its second decision, with the word in all that is said. */
async function live(people: People, hostile: string): Promise<{ id: string; words: string[] }> {
  const since = written(hostile, 'since', MOST_SINCE_LETTERS)
  const piece = (name: string) => written(hostile, name)
  const id = await takeDown(people, { since, detail: piece('detail') })
  await say(people, 'messages', id, { text: piece('message') })
  await decide(people, id, { what: 'MESSAGE', text: piece('answer') })
  await decide(people, id, { what: 'RESOLVE', text: piece('decision') })
  await say(people, 'rate', id, { rating: '2', remark: piece('remark') })
  await say(people, 'reopen', id, { reason: piece('reason') })
  await decide(people, id, { what: 'RESOLVE', text: piece('again') })
  const pieces = ['detail', 'message', 'answer', 'decision', 'remark', 'reason', 'again'].map(piece)
  return { id, words: [cleanText(since), ...pieces.map(cleanLines)] }
}

/** Takes a complaint down at the desk; its id. */
async function takeDown({ desk, portal }: People, form: Record<string, string>): Promise<string> {
  const taken = await take({ desk, portal }, form)
  expect(taken).toMatch(/^\/desk\/complaints\/[0-9a-f-]{36}\?done=taken$/)
  return taken.split(/[/?]/)[3] as string
}

/** Sends the desk's form; where it leads. */
async function take({ desk, portal }: Pick<People, 'desk' | 'portal'>, form: Record<string, string>): Promise<string> {
  const key = randomUUID()
  const answer = await post(desk.request, portal, '/api/desk/complaints/take', {
    ...{ key, category: 'METER', language: 'en', consumerNo: ASHA.consumerNo, since: 'Monday', ...form },
  })
  return answer.headers().location ?? ''
}

/** Sends a form of the desk's thread; where it leads. */
async function decide({ desk, portal }: People, complaint: string, form: Record<string, string>): Promise<string> {
  const answer = await post(desk.request, portal, '/api/desk/complaints/decide', { complaint, ...form })
  const location = answer.headers().location ?? ''
  expect(location.includes('error='), location).toBe(form.what === '')
  return location
}

/** Sends a form of the consumer's thread; where it leads. */
async function say(
  { asha, visitor, portal, home }: People,
  form: 'messages' | 'rate' | 'reopen',
  complaint: string,
  fields: Record<string, string>,
  { by = asha, isRefused = false } = {},
): Promise<string> {
  const of = { connection: by === visitor ? '' : home.slice(3), complaint, ...fields }
  const body = form === 'messages' ? { multipart: of } : { form: of }
  const headers = { Origin: portal.url }
  const answer = await by.request.post(`/api/complaints/${form}`, { ...body, headers, maxRedirects: 0 })
  const location = answer.headers().location ?? ''
  expect(location.endsWith('#timeline'), `${form} ${answer.status()} ${location}`).toBe(!isRefused)
  return location
}

type Standing = { tracked: string; number: string; inChat: string; camp: string }

/** Two threads that stay, one that a visitor opens by its number and one of a chat; and a camp. */
async function prepareThreads(people: People): Promise<Standing> {
  const { portal, asha, desk } = people
  const tracked = await takeDown(people, { mobile: VISITOR })
  const number = /C-2611-\d{5}/.exec((await portal.messages(VISITOR))[0]?.text ?? '')?.[0] ?? ''
  for (const text of ['talk', 'Something private'])
    await asha.request.post('/demo/chat', { multipart: { to: ASHA.mobile, text }, headers: { Origin: portal.url } })
  const [chat] = await ask(portal.dataDir, `select "id" from "Complaint" where "door" = 'WHATSAPP' and "mobile" = $1`, [
    ASHA.mobile,
  ])
  await desk.goto('/desk/camps')
  const camp = (await desk.locator('main a[href^="/desk/camps/"]').first().getAttribute('href')) ?? ''
  return { tracked, number, inChat: chat.id, camp: camp.split('/')[3] as string }
}

/** A code opens it for half an hour, and the clock is held: a number has five codes in its hour, however long that takes. */
const VISITS_A_CODE = 40
let visits = 0

/** Opens the complaint to the visitor by its number. */
async function visit({ portal, visitor }: People, number: string): Promise<void> {
  // The clock is held, and with it the wait for another code.
  await ask(portal.dataDir, 'delete from "OtpChallenge"')
  await post(visitor.request, portal, '/api/track', { number })
  const shown = await post(visitor.request, portal, '/api/track/code', { code: await newestCode(portal, VISITOR) })
  expect(shown.headers().location).toBe('/track/complaint')
}

type Of = Standing & { id: string; hostile: string }
/** Where words of complaints stand besides the thread: in forms that come back, with a visitor and in a chat. */
const ELSEWHERE: readonly ((people: People, of: Of) => Promise<Place>)[] = [
  async ({ asha, portal, home }, { hostile }) => {
    const form = { connection: home.slice(3), key: randomUUID(), category: 'METER', evidence: '', since: '' }
    const detail = written(hostile, 'detail')
    const sent = { multipart: { ...form, detail }, headers: { Origin: portal.url }, maxRedirects: 0 }
    const answer = await asha.request.post('/api/complaints', sent)
    return { tab: asha, path: answer.headers().location ?? '', shows: [cleanText(detail)], isTyped: true }
  },
  async (people, { hostile }) => {
    const [since, detail] = [written(hostile, 'since', MOST_SINCE_LETTERS), written(hostile, 'detail')]
    const path = await take(people, { since, detail, mobile: '12' })
    return { tab: people.desk, path, shows: [cleanText(detail)], isTyped: true }
  },
  async (people, { hostile, camp }) => {
    const text = written(hostile, 'decision')
    const path = await take(people, { camp, outcome: 'RESOLVE', text, since: '' })
    return { tab: people.desk, path, shows: [cleanText(text)], isTyped: true }
  },
  async (people, { hostile, id }) => {
    const remark = written(hostile, 'remark')
    const path = await say(people, 'rate', id, { remark }, { isRefused: true })
    return { tab: people.asha, path, shows: [cleanText(remark)], isTyped: true }
  },
  async (people, { hostile, id }) => {
    const reason = written(hostile, 'reason'.padEnd(MOST_LETTERS, '.'), 2 * MOST_LETTERS)
    const path = await say(people, 'reopen', id, { reason }, { isRefused: true })
    return { tab: people.asha, path, shows: [cleanText(reason)], isTyped: true }
  },
  async (people, { hostile, id }) => {
    const text = written(hostile, 'message'.padEnd(MOST_LETTERS, '.'), 2 * MOST_LETTERS)
    const path = await say(people, 'messages', id, { text }, { isRefused: true })
    return { tab: people.asha, path, shows: [cleanText(text)], isTyped: true }
  },
  async (people, { hostile, id }) => {
    const text = written(hostile, 'answer')
    const path = await decide(people, id, { what: '', text })
    return { tab: people.desk, path, shows: [cleanText(text)], isTyped: true }
  },
  async (people, { hostile, tracked, number }) => {
    if (visits++ % VISITS_A_CODE === 0) await visit(people, number)
    const text = written(hostile, 'message')
    await say(people, 'messages', tracked, { text }, { by: people.visitor })
    return { tab: people.visitor, path: '/track/complaint', shows: [cleanLines(text)] }
  },
  async (people, { hostile, inChat }) => {
    // A chat cuts what is too long for it.
    const text = written(hostile, 'answer', 500)
    await decide(people, inChat, { what: 'MESSAGE', text })
    return { tab: people.asha, path: `/demo?to=${ASHA.mobile}`, shows: [cleanLines(text)] }
  },
]

let idsMade = 0
/** Before all others that were made: while the clock is held the desk lists the newest fifty by their ids. */
const nextId = (): string => `${(0xffff_ffff - ++idsMade).toString(16)}${randomUUID().slice(8)}`

type Announced = { places: Place[]; takeBack: () => Promise<unknown> }
/** What officers tell everybody, and where it stands. */
const ANNOUNCED: readonly ((people: People, hostile: string) => Promise<Announced>)[] = [
  async ({ portal, asha, desk, visitor, home }, hostile) => {
    const [id, text] = [nextId(), written(hostile, 'notice', LONGEST_NOTICE)]
    const days = { fromOn: '2026-11-23', untilOn: '2026-11-24' }
    const form = { id, textHi: text, textEn: text, subdivision: 'ALL', ...days }
    const answer = await post(desk.request, portal, '/api/desk/notices/publish', form)
    expect(answer.headers().location).toBe('/desk/notices?done=published')
    const shows = [cleanText(text)]
    const places = [
      { tab: asha, path: home, shows },
      { tab: visitor, path: '/status', shows },
      { tab: desk, path: '/desk/notices', shows },
      { tab: desk, path: `/desk/notices/new?${new URLSearchParams({ ...form, fromOn: '' })}`, shows, isTyped: true },
      { tab: desk, path: `/desk/notices/new?${new URLSearchParams(form)}`, shows },
    ]
    return { places, takeBack: () => post(desk.request, portal, '/api/desk/notices/withdraw', { notice: id }) }
  },
  async ({ portal, desk, visitor }, hostile) => {
    const place = written(hostile, 'place', 200)
    const directions = written(hostile, 'way', 200)
    const form = {
      ...{ placeHi: place, placeEn: place, directionsHi: directions, directionsEn: directions },
      ...{ subdivision: 'Kokar', heldOn: '2026-11-30', opens: '10:00', closes: '16:00' },
    }
    const refused = await post(desk.request, portal, '/api/desk/camps/add', { ...form, heldOn: '2026-11-29' })
    const answer = await post(desk.request, portal, '/api/desk/camps/add', form)
    expect(answer.headers().location).toBe('/desk/camps?done=added')
    const [camp] = await ask(portal.dataDir, 'select "id" from "CampDay" where "placeEn" = $1', [cleanText(place)])
    const shows = [cleanText(place)]
    const places = [
      { tab: desk, path: refused.headers().location ?? '', shows, isTyped: true },
      { tab: desk, path: '/desk/camps', shows },
      { tab: desk, path: `/desk/camps/${camp.id}`, shows },
      { tab: visitor, path: '/camps', shows },
      { tab: visitor, path: '/camps', shows: [cleanText(directions)] },
    ]
    return { places, takeBack: () => post(desk.request, portal, '/api/desk/camps/cancel', { camp: camp.id }) }
  },
  async ({ portal, desk }, hostile) => {
    const name = written(hostile, 'place', LONGEST_NAME)
    const form = { nameHi: name, nameEn: name, subdivision: 'Kokar' }
    const refused = await post(desk.request, portal, '/api/desk/pamphlets/add', {
      ...{ ...form, id: randomUUID(), subdivision: 'Nowhere' },
    })
    const answer = await post(desk.request, portal, '/api/desk/pamphlets/add', { ...form, id: randomUUID() })
    expect(answer.headers().location).toBe('/desk/pamphlets?done=added')
    const shows = [cleanText(name)]
    const places = [
      { tab: desk, path: refused.headers().location ?? '', shows, isTyped: true },
      { tab: desk, path: '/desk/pamphlets', shows },
    ]
    return { places, takeBack: async () => {} }
  },
]
