import type { ServerResponse } from 'node:http'
import { request, test } from '@playwright/test'
import { jsonAnswer, type TestMsg91, testMsg91 } from '#lib/messaging/sms/test-msg91.ts'
import { tellFault } from '#lib/platform/test-faults.ts'
import { expect } from '../fixtures.ts'
import { ask } from '../support/books.ts'
import { type Portal, startPortal } from '../support/portal.ts'

/** Fault F6: people ask for codes while the provider of SMS fails. No clock is held, for its pauses are to pass. */
/** They are told at once that a code comes: nobody waits for the provider. The plan's figure, for the table. */
const ANSWERED_WITHIN_MS = 1_000
/** Two pauses of a provider that does not answer, and an answer that is waited for in vain. */
const SETTLED_WITHIN = { timeout: 90_000, intervals: [200] }

/** What becomes of a text: what was refused for now goes out later, what may have been taken is not sent twice. */
type End = 'SENT' | 'UNCLEAR' | 'FAILED'
type Mood = { name: string; answer: (response: ServerResponse) => void; end: End; people: [string, string] }
/** Each has people of its own: a number may ask for five codes an hour. */
const MOODS: Mood[] = [
  mood('hangs up', 'UNCLEAR', (response) => response.destroy(), ['9000000028', '9000001031']),
  mood('says nothing', 'UNCLEAR', () => undefined, ['9000001033', '9000001035']),
  mood('answers 500', 'SENT', jsonAnswer(500, {}), ['9000001037', '9000001039']),
  mood('answers 429', 'SENT', jsonAnswer(429, {}), ['9000001041', '9000001045']),
  mood('says that it will not', 'FAILED', jsonAnswer(200, { type: 'error' }), ['9000001047', '9000001049']),
  mood('breaks off its answer', 'UNCLEAR', halfAnAnswer, ['9000001051', '9000001053']),
]
const WELL = jsonAnswer(200, { type: 'success', message: '3565a0' })

let sms: TestMsg91
let portal: Portal

test.beforeAll(async () => {
  test.setTimeout(240_000)
  sms = await testMsg91()
  const templates = { SMS_TEMPLATE_OTP: 'otp-in-hindi', SMS_TEMPLATE_OTP_EN: 'otp-in-english' }
  const env = { SMS_PROVIDER: 'msg91', MSG91_AUTH_KEY: 'key-of-this-test', MSG91_API_URL: sms.apiUrl, ...templates }
  portal = await startPortal({ clock: '+0s', env })
})
test.afterAll(async () => {
  await portal?.stop()
  await sms?.close()
})

test('however the provider of SMS fails, whoever asks for a code is answered at once, and no text is sent twice', async () => {
  test.setTimeout(240_000 * MOODS.length)
  for (const { name, answer, end, people } of MOODS)
    await test.step(name, async () => {
      const callsSince = (from: number) => sms.asked.slice(from).map(({ body }) => recipient(body))
      const before = sms.asked.length
      sms.answerWith(answer)
      let slowestMs = 0
      for (const mobile of people) slowestMs = Math.max(slowestMs, await askForCode(mobile))
      await expect.poll(() => new Set(callsSince(before)), SETTLED_WITHIN).toEqual(new Set(people))
      sms.answerWith(WELL)
      const well = sms.asked.length
      await expect.poll(() => endsOf(people), SETTLED_WITHIN).toEqual([end, end])
      expect(callsSince(well).toSorted()).toEqual(end === 'SENT' ? people : [])
      tellFault({
        ...{ fault: `F6 asking for a code while MSG91 ${name}`, acknowledged: people.length, found: people.length },
        ...{ answeredMs: slowestMs, answerWithinMs: ANSWERED_WITHIN_MS },
      })
    })
})

/** By the form and the page that follows it, as a browser without script does. Returns how long the slower of them took. */
async function askForCode(mobile: string): Promise<number> {
  const person = await request.newContext({ baseURL: portal.url, extraHTTPHeaders: { Origin: portal.url } })
  const [sent, sentMs] = await timed(() => person.post('/api/login', { form: { who: mobile }, maxRedirects: 0 }))
  expect([sent.status(), sent.headers().location]).toEqual([303, '/login/code'])
  const [page, pageMs] = await timed(() => person.get('/login/code', { headers: { 'Accept-Language': 'en' } }))
  expect(page.status()).toBe(200)
  expect(await page.text()).toContain(mobile.slice(-4))
  await person.dispose()
  return Math.round(Math.max(sentMs, pageMs))
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  return [await work(), performance.now() - began]
}

async function endsOf(people: readonly string[]): Promise<string[]> {
  const question = `select "state"::text from "Message" where "kind" = 'OTP' and "channel" = 'SMS' and "toMobile" = any($1)`
  return (await ask(portal.dataDir, question, [people])).map(({ state }) => state)
}

const recipient = ({ recipients }: TestMsg91['asked'][number]['body']): string =>
  (recipients as { mobiles: string }[])[0]?.mobiles.replace(/^91/, '') ?? ''

function halfAnAnswer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 40 })
  response.write('{"type":"succ', () => response.destroy())
}

function mood(name: string, end: End, answer: (response: ServerResponse) => void, people: [string, string]): Mood {
  return { name, answer, end, people }
}
