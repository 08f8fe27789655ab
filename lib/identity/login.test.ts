import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { nameKey } from './login-name.ts'
import { subjectHashOf } from './open-challenge.ts'
import { loginStory, MORNING } from './test-login-story.ts'
import { wrongCodeFor } from './test-logins.ts'

let services: TestServices
const story = loginStory(() => services)
const { ask, codeSentTo, later, person, verify } = story

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(story.begin)

describe('giving the code', () => {
  it('logs in by mobile number', async () => {
    const asha = await person()
    const result = await verify(await ask(asha.mobile), await codeSentTo(asha.mobile))
    expect(result).toMatchObject({
      ok: true,
      actor: { consumerId: asha.consumerId },
      connectionIds: [asha.connectionId],
    })
  })

  it('logs in by consumer number, with the code sent to the linked mobile', async () => {
    const asha = await person({ connections: 2 })
    const challengeId = await ask(asha.connections[1]?.consumerNo ?? '')
    const result = await verify(challengeId, await codeSentTo(asha.mobile))
    expect(result).toMatchObject({ ok: true, actor: { consumerId: asha.consumerId } })
    expect(result.ok && result.connectionIds.length).toBe(2)
  })

  it('evaluates five of 200 parallel wrong codes, and refuses the right one on try six', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    const results = await Promise.all(Array.from({ length: 200 }, () => verify(challengeId, wrongCodeFor(code))))
    const left = results.flatMap((result) => (!result.ok && result.reason === 'wrong' ? [result.triesLeft] : []))
    expect(left.sort()).toEqual([1, 2, 3, 4])
    const spent = results.filter((result) => !result.ok && result.reason === 'spent')
    expect(spent).toHaveLength(196)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'spent' })
    const { tries } = await services.db.otpChallenge.findUniqueOrThrow({ where: { id: challengeId } })
    expect(tries).toBe(5)
  })

  it('keeps the total capped over new codes: ten an hour, twenty a day', async () => {
    const asha = await person()
    const reasons: string[] = []
    const fiveWrong = async (atSeconds: number) => {
      later(atSeconds)
      const challengeId = await ask(asha.mobile)
      const code = await codeSentTo(asha.mobile)
      for (let number = 1; number <= 5; number += 1) {
        const result = await verify(challengeId, wrongCodeFor(code))
        reasons.push(result.ok ? 'in' : result.reason)
      }
      return { challengeId, code }
    }
    await fiveWrong(0)
    await fiveWrong(60)
    later(120)
    const third = await ask(asha.mobile)
    expect(await verify(third, await codeSentTo(asha.mobile))).toEqual({ ok: false, reason: 'locked' })
    for (const hour of [2, 3, 4]) await fiveWrong(hour * 3600)
    expect(reasons.filter((reason) => reason === 'wrong' || reason === 'spent').length).toBeLessThanOrEqual(20)
    expect(reasons.at(-1)).toBe('locked-today')
    later(5 * 3600)
    const last = await ask(asha.mobile)
    expect(await verify(last, await codeSentTo(asha.mobile))).toEqual({ ok: false, reason: 'locked-today' })
  })

  it('caps the tries of a number over all the names that lead to it, without telling', async () => {
    const asha = await person({ connections: 2 })
    for (const { consumerNo } of asha.connections) {
      const challengeId = await ask(consumerNo)
      const code = await codeSentTo(asha.mobile)
      for (let number = 1; number <= 5; number += 1) await verify(challengeId, wrongCodeFor(code))
    }
    const challengeId = await ask(asha.mobile)
    expect(await verify(challengeId, await codeSentTo(asha.mobile))).toEqual({
      ok: false,
      reason: 'wrong',
      triesLeft: 4,
    })
  })

  it('caps them for the day as well, without telling', async () => {
    const asha = await person({ connections: 4 })
    for (const [index, { consumerNo }] of asha.connections.entries()) {
      later(index < 2 ? 0 : 2 * 3_600)
      const challengeId = await ask(consumerNo)
      const code = await codeSentTo(asha.mobile)
      for (let number = 1; number <= 5; number += 1) await verify(challengeId, wrongCodeFor(code))
    }
    later(4 * 3_600)
    const challengeId = await ask(asha.mobile)
    const wrong = { ok: false, reason: 'wrong', triesLeft: 4 }
    expect(await verify(challengeId, await codeSentTo(asha.mobile))).toEqual(wrong)
  })

  it('takes a code once', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    expect((await verify(challengeId, code)).ok).toBe(true)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'expired' })
  })

  it('starts one session when the right code is sent twice at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const asha = await person()
      const challengeId = await ask(asha.mobile)
      const code = await codeSentTo(asha.mobile)
      const results = await Promise.all(Array.from({ length: 4 }, () => verify(challengeId, code)))
      expect(results.filter((result) => result.ok)).toHaveLength(1)
      expect(await services.db.session.count({ where: { consumerId: asha.consumerId } })).toBe(1)
    }
  })

  it('takes a code for five minutes and not a second longer', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    later(301)
    expect(await verify(challengeId, code)).toEqual({ ok: false, reason: 'expired' })
    const again = await ask(asha.mobile)
    later(301 + 299)
    expect((await verify(again, await codeSentTo(asha.mobile))).ok).toBe(true)
  })

  it('tells a code whose tries are used up from one that ran out or that a newer one has followed', async () => {
    const [asha, ravi] = [await person(), await person()]
    const spent = async (who: typeof asha) => {
      const challengeId = await ask(who.mobile)
      const code = await codeSentTo(who.mobile)
      for (let number = 1; number <= 5; number += 1) await verify(challengeId, wrongCodeFor(code))
      return { challengeId, code }
    }
    const [hers, his] = [await spent(asha), await spent(ravi)]
    later(31)
    await ask(ravi.mobile)
    expect(await verify(his.challengeId, his.code)).toEqual({ ok: false, reason: 'expired' })
    later(299)
    expect(await verify(hers.challengeId, hers.code)).toEqual({ ok: false, reason: 'spent' })
    later(300)
    expect(await verify(hers.challengeId, hers.code)).toEqual({ ok: false, reason: 'expired' })
  })

  it('closes the older challenge when a new code is made', async () => {
    const asha = await person()
    const older = await ask(asha.mobile)
    const olderCode = await codeSentTo(asha.mobile)
    later(31)
    await ask(asha.mobile)
    expect(await verify(older, olderCode)).toEqual({ ok: false, reason: 'expired' })
  })

  it('leaves the codes of others open, of whom somebody asks a minute later', async () => {
    const [asha, neighbour] = [await person(), await person()]
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    later(60)
    await ask(neighbour.mobile)
    expect((await verify(challengeId, code)).ok).toBe(true)
  })

  it("does not open one person's challenge with another's code, nor an unknown number's with any", async () => {
    const asha = await person()
    const stranger = await person()
    const challengeId = await ask(asha.mobile)
    await ask(stranger.mobile)
    expect((await verify(challengeId, await codeSentTo(stranger.mobile))).ok).toBe(false)
    expect(await verify(crypto.randomUUID(), '123456')).toEqual({ ok: false, reason: 'expired' })
    expect(await verify('not an id', '123456')).toEqual({ ok: false, reason: 'expired' })
    const nobody = await ask('9100000097')
    expect(await verify(nobody, '123456')).toEqual({ ok: false, reason: 'wrong', triesLeft: 4 })
  })

  it('does not count what is no code', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    for (const typed of ['12345', `${code}7`, `7${code}`])
      expect(await verify(challengeId, typed)).toEqual({ ok: false, reason: 'unreadable' })
    expect((await verify(challengeId, `${code.slice(0, 3)} ${code.slice(3)}`)).ok).toBe(true)
  })

  it('writes into the audit why a code was refused, and a mark of the name by which it can be followed', async () => {
    const asha = await person()
    const challengeId = await ask(asha.consumerNo)
    await verify(challengeId, wrongCodeFor(await codeSentTo(asha.mobile)))
    await verify(crypto.randomUUID(), '123456')
    const written = await services.db.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 3 })
    const [nobodys, failed, asked] = written.map(({ action, detail }) => ({ action, ...(detail as object) }))
    const subject = subjectHashOf(nameKey({ kind: 'consumerNo', consumerNo: asha.consumerNo })).slice(0, 12)
    expect(asked).toEqual({ action: 'login.code-requested', by: 'consumerNo', subject })
    expect(failed).toEqual({ action: 'login.failed', reason: 'wrong', subject })
    expect(nobodys).toEqual({ action: 'login.failed', reason: 'expired', subject: null })
  })

  it('writes neither a code nor a number into the audit', async () => {
    const asha = await person()
    const challengeId = await ask(asha.mobile)
    const code = await codeSentTo(asha.mobile)
    await verify(challengeId, wrongCodeFor(code))
    await verify(challengeId, code)
    const entries = await services.db.auditEntry.findMany({ orderBy: { id: 'asc' } })
    const text = entries.map(({ at: _, id: __, ...entry }) => JSON.stringify(entry)).join('\n')
    expect(entries.map((entry) => entry.action)).toEqual(expect.arrayContaining(['login.failed', 'login.succeeded']))
    for (const secret of [asha.mobile, asha.consumerNo, code, challengeId, story.anybody.source]) {
      expect(text).not.toContain(secret)
    }
  })
})
