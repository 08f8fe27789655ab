import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testPhone, textOf } from '#lib/messaging/chat/test-phone.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { watched } from '#lib/platform/test-statements.ts'
import { getChallenge } from './get-challenge.ts'
import { CHAT_WORDS_PER_SOURCE_AND_HOUR } from './otp-policy.ts'
import { requestByChat } from './request-by-chat.ts'
import { sendChatCode } from './send-chat-code.ts'
import {
  ask,
  type Browser,
  codeSentTo,
  give,
  makePerson,
  newBrowser,
  type Person,
  wrongCodeFor,
} from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  vi.stubEnv('WHATSAPP_DISPLAY_NUMBER', '9155000000')
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const codesTo = ({ mobile }: Person) => services.db.message.count({ where: { toMobile: mobile, kind: 'OTP' } })

/** As many as count among those that all portals together send in a minute. */
async function codesOfMinute(): Promise<number> {
  const where = { key: { startsWith: 'codes sent' }, windowAt: { gt: new Date(services.now().getTime() - 60_000) } }
  return (await services.db.rateLimit.aggregate({ where, _sum: { count: true } }))._sum.count ?? 0
}

/** A stranger who knows the number uses up its codes and tries of the hour. */
async function exhaust({ mobile }: Person): Promise<void> {
  const stranger = newBrowser()
  for (const minute of [0, 1, 2, 3, 4]) {
    later(minute * 60)
    const asked = await ask(services, stranger, mobile)
    if (!asked.ok) throw new Error(asked.reason)
    const code = wrongCodeFor(await codeSentTo(services, mobile))
    for (const _ of [1, 2, 3, 4, 5]) await give(services, stranger, { challengeId: asked.challengeId, code })
  }
  later(300)
}

/** What the browser that was held up holds, and the digits that its page shows; with a login of its own, where it has one. */
async function wait({ source }: Browser, who: string, own?: string): Promise<{ challengeId: string; word: string }> {
  const wish = { who, challengeId: own }
  const challengeId = (await requestByChat(services, { kind: 'anonymous', source }, wish)) ?? ''
  return { challengeId, word: (await getChallenge(services, challengeId))?.chatWord ?? '' }
}

describe('somebody whose codes and tries strangers have used up', () => {
  it('logs in with a new browser once the phone has written the digits, by number or by consumer number', async () => {
    const asha = await makePerson(services)
    await exhaust(asha)
    for (const [who, by] of [
      [asha.mobile, 'mobile'],
      [asha.consumerNo, 'consumerNo'],
    ] as const) {
      const laptop = newBrowser()
      expect(await ask(services, laptop, asha.mobile)).toEqual({ ok: false, reason: 'too-many-codes' })
      const before = await codesTo(asha)
      const { challengeId, word } = await wait(laptop, who)
      expect(await codesTo(asha)).toBe(before)
      const phone = testPhone(services, asha.mobile)
      expect(textOf(await phone.write(`login ${word}`))).toContain('The code is on its way by SMS')
      expect(await codesTo(asha)).toBe(before + 1)
      const code = await codeSentTo(services, asha.mobile)
      expect(await give(services, laptop, { challengeId, code })).toMatchObject({ ok: true })
      const entries = await services.db.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 3 })
      const subject = expect.stringMatching(/^[\w-]{12}$/)
      expect(entries.map(({ action, detail }) => ({ action, detail }))).toEqual([
        { action: 'login.succeeded', detail: expect.objectContaining({ by }) },
        { action: 'login.code-requested', detail: { by: 'chat', subject } },
        { action: 'login.code-requested', detail: { by, subject, waitsFor: 'WHATSAPP' } },
      ])
    }
    // What the phone wrote for is no sign that too many codes were sent.
    const checks = await verifyLedger(services, null)
    expect(checks.find(({ id }) => id === 'INV14')?.broken).toEqual([])
  })

  it('may write in Hindi, and is answered so', async () => {
    const asha = await makePerson(services)
    const { word } = await wait(newBrowser(), asha.mobile)
    expect(textOf(await testPhone(services, asha.mobile).write(`लॉगिन ${word}`))).toContain('कोड SMS से भेजा गया है')
  })

  it('has five minutes to write, and five for the code from then on', async () => {
    const asha = await makePerson(services)
    const phone = testPhone(services, asha.mobile)
    const early = newBrowser()
    const { challengeId, word } = await wait(early, asha.mobile)
    later(299)
    await phone.write(`LOGIN ${word}`)
    const sms = { toMobile: asha.mobile, kind: 'OTP', text: { contains: '5 minutes' } }
    expect(await services.db.message.count({ where: sms })).toBe(1)
    const code = await codeSentTo(services, asha.mobile)
    later(299 + 299)
    expect(await give(services, early, { challengeId, code })).toMatchObject({ ok: true })
    const late = await wait(newBrowser(), asha.mobile)
    later(299 + 299 + 301)
    expect(textOf(await phone.write(`LOGIN ${late.word}`))).toContain('No login of this number waits')
  })

  it('gets one code, however often and at once the digits are written', async () => {
    const asha = await makePerson(services)
    const { word } = await wait(newBrowser(), asha.mobile)
    const before = await codesOfMinute()
    const wish = { mobile: asha.mobile, word, language: 'en' } as const
    const sent = await Promise.all(
      Array.from({ length: 8 }, () => sendChatCode(services, { kind: 'anonymous', source: 'whatsapp' }, wish)),
    )
    expect(sent).toEqual(Array.from({ length: 8 }, () => 'SENT'))
    expect(await codesTo(asha)).toBe(1)
    expect(await codesOfMinute()).toBe(before + 1)
  })

  it('gets another by writing the digits again after half a minute, and that alone works', async () => {
    const asha = await makePerson(services)
    const laptop = newBrowser()
    const { challengeId, word } = await wait(laptop, asha.mobile)
    const phone = testPhone(services, asha.mobile)
    await phone.write(`LOGIN ${word}`)
    const first = await codeSentTo(services, asha.mobile)
    later(29)
    expect(textOf(await phone.write(`LOGIN ${word}`))).toContain('on its way')
    expect(await codesTo(asha)).toBe(1)
    later(31)
    await phone.write(`LOGIN ${word}`)
    expect(await codesTo(asha)).toBe(2)
    const second = await codeSentTo(services, asha.mobile)
    if (first !== second)
      expect(await give(services, laptop, { challengeId, code: first })).toMatchObject({ ok: false, reason: 'wrong' })
    expect(await give(services, laptop, { challengeId, code: second })).toMatchObject({ ok: true })
  })

  it('loses no code that is on its way by asking for digits, until the phone writes them', async () => {
    const asha = await makePerson(services)
    const [hasty, patient] = [newBrowser(), newBrowser()]
    const early = await ask(services, hasty, asha.mobile)
    if (!early.ok) throw new Error(early.reason)
    const sms = await codeSentTo(services, asha.mobile)
    const same = await wait(hasty, asha.mobile, early.challengeId)
    expect(same).toEqual({ challengeId: early.challengeId, word: expect.stringMatching(/^\d{6}$/) })
    expect(await wait(hasty, asha.mobile, early.challengeId)).toEqual(same)
    expect(await give(services, hasty, { challengeId: early.challengeId, code: sms })).toMatchObject({ ok: true })

    const asked = await ask(services, patient, asha.mobile)
    if (!asked.ok) throw new Error(asked.reason)
    const { challengeId } = asked
    const before = await codeSentTo(services, asha.mobile)
    for (const _ of [1, 2, 3]) await give(services, patient, { challengeId, code: wrongCodeFor(before) })
    const { word } = await wait(patient, asha.mobile, challengeId)
    await testPhone(services, asha.mobile).write(`LOGIN ${word}`)
    const code = await codeSentTo(services, asha.mobile)
    // With all of its five tries.
    const wrong = { challengeId, code: wrongCodeFor(code) }
    expect(await give(services, patient, wrong)).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
    expect(await give(services, patient, { challengeId, code })).toMatchObject({ ok: true })
  })

  it('is not kept out by what strangers tried under the consumer number, which does not show', async () => {
    const asha = await makePerson(services)
    for (const minute of [0, 1]) {
      later(minute * 60)
      const stranger = newBrowser()
      const asked = await ask(services, stranger, asha.consumerNo)
      const challengeId = asked.ok ? asked.challengeId : ''
      const code = wrongCodeFor(await codeSentTo(services, asha.mobile))
      for (const _ of [1, 2, 3, 4, 5]) await give(services, stranger, { challengeId, code })
    }
    later(120)
    const laptop = newBrowser()
    const asked = await ask(services, laptop, asha.mobile)
    const challengeId = asked.ok ? asked.challengeId : ''
    const right = { challengeId, code: await codeSentTo(services, asha.mobile) }
    expect(await give(services, laptop, right)).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
    const { word } = await wait(laptop, asha.mobile, challengeId)
    await testPhone(services, asha.mobile).write(`LOGIN ${word}`)
    const code = await codeSentTo(services, asha.mobile)
    expect(await give(services, laptop, { challengeId, code })).toMatchObject({ ok: true })
  })

  it('has digits anew where the code is spent or over', async () => {
    const asha = await makePerson(services)
    const laptop = newBrowser()
    const asked = await ask(services, laptop, asha.mobile)
    const spent = asked.ok ? asked.challengeId : ''
    const code = wrongCodeFor(await codeSentTo(services, asha.mobile))
    for (const _ of [1, 2, 3, 4, 5]) await give(services, laptop, { challengeId: spent, code })
    const second = await wait(laptop, asha.mobile, spent)
    expect(second.challengeId).not.toBe(spent)
    later(301)
    expect((await wait(laptop, asha.mobile, second.challengeId)).challengeId).not.toBe(second.challengeId)
  })

  it('may write for five codes an hour, which take none from the number', async () => {
    const asha = await makePerson(services)
    const phone = testPhone(services, asha.mobile)
    const answers: string[] = []
    for (let n = 0; n < 6; n += 1)
      answers.push(textOf(await phone.write(`LOGIN ${(await wait(newBrowser(), asha.mobile)).word}`)))
    expect(answers.filter((text) => text.includes('on its way'))).toHaveLength(5)
    expect(answers[5]).toContain('tried too often')
    expect(await ask(services, newBrowser(), asha.mobile)).toMatchObject({ ok: true })
  })

  it('is asked for no other number while codes are guessed over many numbers', async () => {
    const asha = await makePerson(services)
    const laptop = newBrowser()
    const { challengeId, word } = await wait(laptop, asha.mobile)
    await testPhone(services, asha.mobile).write(`LOGIN ${word}`)
    const guessing = { key: 'guessing', windowAt: services.now(), count: 1 }
    await services.db.rateLimit.create({ data: { ...guessing, expiresAt: new Date('2026-11-23T11:00:00+05:30') } })
    const code = await codeSentTo(services, asha.mobile)
    expect(await give(services, laptop, { challengeId, code })).toMatchObject({ ok: true })
    await services.db.rateLimit.deleteMany({ where: { key: guessing.key } })
  })
})

describe('a stranger', () => {
  it('has nothing to guess before the phone has written, and five tries from then on', async () => {
    const asha = await makePerson(services)
    const stranger = newBrowser()
    const { challengeId, word } = await wait(stranger, asha.mobile)
    const guess = (code: string) => give(services, stranger, { challengeId, code })
    expect(await guess(word)).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
    // Talked into it, the owner has the code sent, and tells it to nobody.
    await testPhone(services, asha.mobile).write(`LOGIN ${word}`)
    const code = await codeSentTo(services, asha.mobile)
    const wrong = wrongCodeFor(code)
    const tried = await Promise.all(Array.from({ length: 20 }, () => guess(wrong)))
    expect(tried.filter((one) => !one.ok && one.reason === 'wrong')).toHaveLength(4)
    expect(await guess(code)).toEqual({ ok: false, reason: 'spent' })
    // The number has lost none of its own tries.
    const own = newBrowser()
    const asked = await ask(services, own, asha.mobile)
    const answer = { challengeId: asked.ok ? asked.challengeId : '', code: await codeSentTo(services, asha.mobile) }
    expect(await give(services, own, answer)).toMatchObject({ ok: true })
  })

  it('uses up nothing of it by guessing in browsers that wait like the owner’s', async () => {
    const asha = await makePerson(services)
    const own = newBrowser()
    const waiting = await wait(own, asha.mobile)
    for (const _ of [1, 2, 3, 4, 5]) {
      const stranger = newBrowser()
      const { challengeId } = await wait(stranger, asha.mobile)
      for (const _ of [1, 2, 3, 4, 5]) await give(services, stranger, { challengeId, code: '000000' })
    }
    await testPhone(services, asha.mobile).write(`LOGIN ${waiting.word}`)
    const code = await codeSentTo(services, asha.mobile)
    expect(await give(services, own, { challengeId: waiting.challengeId, code })).toMatchObject({ ok: true })
  })

  it('gets no code by writing the digits from a phone of their own, nor one for another browser', async () => {
    const [asha, ravi] = [await makePerson(services), await makePerson(services)]
    const { challengeId, word } = await wait(newBrowser(), asha.mobile)
    const said = textOf(await testPhone(services, ravi.mobile).write(`LOGIN ${word}`))
    expect(said).toContain('No login of this number waits')
    expect(said).not.toContain(asha.mobile)
    expect([await codesTo(asha), await codesTo(ravi)]).toEqual([0, 0])
    const own = await wait(newBrowser(), ravi.mobile)
    await testPhone(services, ravi.mobile).write(`LOGIN ${own.word}`)
    const code = await codeSentTo(services, ravi.mobile)
    expect(await give(services, newBrowser(), { challengeId, code })).toMatchObject({ ok: false, reason: 'wrong' })
  })

  it.each([
    ['before any code', false],
    ['beside a code', true],
  ])('is answered alike for known and unknown numbers, by the same statements: %s', async (_, isBeside) => {
    const asha = await makePerson(services)
    const logs = []
    for (const who of [asha.mobile, isBeside ? '9100000095' : '9100000096']) {
      const browser = newBrowser()
      const asked = isBeside ? await ask(services, browser, who) : null
      const own = asked?.ok ? asked.challengeId : undefined
      const { services: seen, log } = watched(services)
      const wish = { who, challengeId: own }
      const challengeId = (await requestByChat(seen, { kind: 'anonymous', source: browser.source }, wish)) ?? ''
      const view = await getChallenge(seen, challengeId)
      const { chatWord, ...shown } = view ?? { chatWord: '' }
      logs.push({ log, ...shown, word: chatWord?.replace(/\d/g, '0') })
    }
    expect(logs[1]).toEqual(logs[0])
    expect(logs[0]).toMatchObject({ isOpen: true, hasCode: isBeside, isWritten: false, word: '000000' })
  })

  it('may ask for so many digits from one address, apart from codes, and not with what is no number', async () => {
    const { source } = newBrowser()
    const actor = { kind: 'anonymous', source } as const
    expect(await requestByChat(services, actor, { who: 'no number!' })).toBeNull()
    const limit = CHAT_WORDS_PER_SOURCE_AND_HOUR
    const key = limitKey('chat words from', source)
    await takeFromLimit(services, { key, limit, amount: limit, windowSeconds: 3_600 })
    expect(await requestByChat(services, actor, { who: '9100000096' })).toBeNull()
  })
})
