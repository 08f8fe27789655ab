import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { beginNumberChange } from '#lib/linking/number-change.ts'
import { takeNumberCode } from '#lib/linking/take-number-code.ts'
import { codeTo, visitor } from '#lib/linking/test-links.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { countedRefusals } from '#lib/platform/refusals.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { endToken } from './end-token.ts'
import { listTokens } from './list-tokens.ts'
import { makeToken, showNewToken } from './make-token.ts'
import { makeTestToken } from './test-tokens.ts'
import { tokenHolder } from './token-actor.ts'
import { MOST_TOKENS } from './token-policy.ts'
import { getWish, sendTokenCode, wishToken } from './wish-token.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let source = ''

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => {
  services.setTime(MORNING)
  source = visitor().actor.source
})

const WISH = { name: 'Solar app', scopes: ['bills', 'consumption'], connectionId: '', days: '30' }
const wish = (actor: ConsumerActor, typed: Partial<typeof WISH> = {}) =>
  wishToken(services, actor, { ...WISH, ...typed }, { source })
const give = (actor: ConsumerActor, code: string | null) => makeToken(services, actor, { code: code ?? '', source })
const holderOf = (token: string | undefined) => tokenHolder(services, `Bearer ${token}`)

async function made(home: Home, typed: Partial<typeof WISH> = {}): Promise<string> {
  expect(await wish(home.actor, typed)).toEqual({ ok: true })
  expect(await give(home.actor, await codeTo(services, home.mobile))).toEqual({ ok: true })
  return (await showNewToken(services, home.actor))?.token ?? ''
}

describe('making a token', () => {
  it('ends with the number that its wish was made by', async () => {
    const home = await makeHome(services)
    await wish(home.actor)
    const code = await codeTo(services, home.mobile)
    const { mobile: next } = visitor()
    const number = (typed: string | null) => takeNumberCode(services, home.actor, { code: typed ?? '', source })
    await beginNumberChange(services, home.actor, { mobile: next, source })
    await number(await codeTo(services, home.mobile))
    expect(await number(await codeTo(services, next))).toEqual({ ok: true, next: 'done' })
    expect(await give(home.actor, code)).toEqual({ ok: false, reason: 'gone' })
    expect(await services.db.message.count({ where: { toMobile: next, kind: 'ACCESS_TOKEN' } })).toBe(0)
  })

  it('takes a code to the own number, and the token is shown to one who asks and to nobody after', async () => {
    const home = await makeHome(services)
    expect(await wish(home.actor)).toEqual({ ok: true })
    expect(await getWish(services, home.actor)).toMatchObject({ name: 'Solar app', mobile: home.mobile })
    expect(await showNewToken(services, home.actor), 'nothing before the code').toBeNull()
    const code = await codeTo(services, home.mobile)
    const answers = await Promise.all([give(home.actor, code), give(home.actor, code), give(home.actor, code)])
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true }])
    const shown = await Promise.all(Array.from({ length: 4 }, () => showNewToken(services, home.actor)))
    const [found] = shown.filter((one) => one !== null)
    expect(shown.filter((one) => one === null)).toHaveLength(3)
    expect(await holderOf(found?.token)).toMatchObject({
      actor: { consumerId: home.actor.consumerId },
      scopes: ['consumption', 'bills'],
    })
    const kept = await services.db.accessToken.findMany({ where: { consumerId: home.actor.consumerId } })
    expect(JSON.stringify(kept)).not.toContain(found?.token.slice(3))
    const [told] = await services.db.message.findMany({ where: { toMobile: home.mobile, kind: 'ACCESS_TOKEN' } })
    expect(told?.text).toMatch(/A key .* was made/)
    const [audited] = await services.db.auditEntry.findMany({ where: { action: 'token.made' } })
    expect(audited?.detail).toMatchObject({ scopes: 'consumption bills' })
    expect(JSON.stringify(audited?.detail)).not.toContain(found?.token.slice(3))
  })

  it.each([
    ['name', { name: ' \u200b ' }],
    ['name', { name: 'x'.repeat(41) }],
    ['scopes', { scopes: ['everything'] }],
    ['connection', { connectionId: '00000000-0000-4000-8000-000000000000' }],
    ['connection', { connectionId: 'no-id' }],
  ])('refuses a wish for its %s', async (reason, typed) => {
    const home = await makeHome(services)
    expect(await wish(home.actor, typed)).toEqual({ ok: false, reason })
    expect(await codeTo(services, home.mobile)).toBeNull()
  })

  it('is for no connection of a stranger', async () => {
    const [home, stranger] = [await makeHome(services), await makeHome(services)]
    expect(await wish(stranger.actor, { connectionId: home.connectionId })).toEqual({ ok: false, reason: 'connection' })
    const token = await made(home, { connectionId: home.connectionId })
    expect((await holderOf(token))?.actor).toMatchObject({ onlyConnectionId: home.connectionId })
  })

  it('ends at ten a person, and goes on when one is ended', async () => {
    const home = await makeHome(services)
    for (let count = 0; count < MOST_TOKENS; count += 1)
      await makeTestToken(services, home, { scopes: ['bills'], connectionId: '' })
    expect(await wish(home.actor)).toEqual({ ok: false, reason: 'too-many' })
    const [first] = await listTokens(services, home.actor)
    expect(await endToken(services, home.actor, first?.id ?? '')).toBe(true)
    expect(await wish(home.actor)).toEqual({ ok: true })
  })

  it('has one wish a person, the newest, and none after an hour', async () => {
    const home = await makeHome(services)
    await Promise.all(['A', 'B', 'C'].map((name) => wish(home.actor, { name })))
    expect(await services.db.accessToken.count({ where: { consumerId: home.actor.consumerId } })).toBe(1)
    services.setTime('2026-11-23T11:00:01+05:30')
    expect(await give(home.actor, '123456')).toEqual({ ok: false, reason: 'gone' })
    expect(await sendTokenCode(services, home.actor, { source })).toEqual({ ok: false, reason: 'gone' })
  })

  it('is not shown any more ten minutes after the code', async () => {
    const home = await makeHome(services)
    await wish(home.actor)
    await give(home.actor, await codeTo(services, home.mobile))
    services.setTime('2026-11-23T10:11:00+05:30')
    expect(await showNewToken(services, home.actor)).toBeNull()
  })
})

describe('a token', () => {
  it('is over when it is ended, at once, by its person alone, and they are told', async () => {
    const [home, stranger] = [await makeHome(services), await makeHome(services)]
    const token = await made(home)
    const [{ id } = { id: '' }] = await listTokens(services, home.actor)
    expect(await endToken(services, stranger.actor, id)).toBe(false)
    expect(countedRefusals().get('NOT_THEIRS')).toBe(1)
    expect(await holderOf(token)).not.toBeNull()
    const ended = await Promise.all([1, 2, 3].map(() => endToken(services, home.actor, id)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    expect(await holderOf(token)).toBeNull()
    expect(await listTokens(services, home.actor)).toEqual([])
    const notices = await services.db.notification.findMany({ where: { consumerId: home.actor.consumerId } })
    expect(notices.map(({ kind }) => kind)).toEqual(['ACCESS_TOKEN', 'ACCESS_TOKEN'])
  })

  it('is over when its days are', async () => {
    const token = await made(await makeHome(services))
    services.setTime('2026-12-23T09:59:59+05:30')
    expect(await holderOf(token)).not.toBeNull()
    services.setTime('2026-12-23T10:00:00+05:30')
    expect(await holderOf(token)).toBeNull()
  })

  it('says when it was used last, once a minute', async () => {
    const home = await makeHome(services)
    const token = await made(home)
    const lastUsed = async () => (await listTokens(services, home.actor))[0]?.lastUsedAt?.toISOString()
    await holderOf(token)
    services.setTime('2026-11-23T10:00:30+05:30')
    await holderOf(token)
    expect(await lastUsed()).toBe(new Date(MORNING).toISOString())
    services.setTime('2026-11-23T10:01:00+05:30')
    await holderOf(token)
    expect(await lastUsed()).toBe(new Date('2026-11-23T10:01:00+05:30').toISOString())
  })

  it('is over when its person changes their number, and for a day afterwards none is made', async () => {
    const home = await makeHome(services)
    const token = await made(home)
    const { mobile } = visitor()
    await beginNumberChange(services, home.actor, { mobile, source })
    await takeNumberCode(services, home.actor, { code: (await codeTo(services, home.mobile)) ?? '', source })
    await takeNumberCode(services, home.actor, { code: (await codeTo(services, mobile)) ?? '', source })
    expect(await holderOf(token)).toBeNull()
    services.setTime('2026-11-24T09:00:00+05:30')
    expect(await wish(home.actor)).toEqual({ ok: false, reason: 'cooling' })
    services.setTime('2026-11-24T10:00:01+05:30')
    expect(await wish(home.actor)).toEqual({ ok: true })
  })
})
