import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeTo, makeLinkHome, visitor } from '#lib/linking/test-links.ts'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { choicesIn, testPhone, textOf } from './test-phone.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

const stranger = () => testPhone(services, visitor().mobile)
const attemptsOf = ({ connectionId }: { connectionId: string }) =>
  services.db.paymentAttempt.count({ where: { connectionId } })

/** Goes to where the code of an account's bill is asked for. */
async function atPayCode() {
  const home = await makeLinkHome(services)
  const phone = testPhone(services, home.mobile)
  await phone.write('Hi')
  const asked = await phone.tap(`C:${home.connectionId}:PAY_BY_CODE`)
  const code = (await codeTo(services, home.mobile)) ?? ''
  return { home, phone, asked, code, wrong: code === '123456' ? '654321' : '123456' }
}
const later = (seconds: number) => services.setTime(new Date(services.now().getTime() + seconds * 1_000).toISOString())

describe('the code of paying by way of an account', () => {
  test('comes by SMS to the number itself, says what it is for, and is asked for with the way to another', async () => {
    const { home, asked, code } = await atPayCode()
    expect(textOf(asked)).toContain('comes to this number by SMS')
    expect(choicesIn(asked).map(({ title }) => title)).toEqual(['Send the code again', 'Menu'])
    const sms = await services.db.message.findFirstOrThrow({
      where: { toMobile: home.mobile, kind: 'OTP' },
      orderBy: { sequence: 'desc' },
    })
    expect(sms).toMatchObject({ channel: 'SMS', text: expect.stringContaining(`${code} opens your electricity bill`) })
  })

  test('wrong, is counted and opens nothing; after five tries only another one works', async () => {
    const { home, phone, code, wrong } = await atPayCode()
    expect(textOf(await phone.write('what code?'))).toContain('Write the 6 digits')
    for (const left of ['4 tries', '3 tries', '2 tries', '1 try'])
      expect(textOf(await phone.write(wrong))).toContain(`does not match. ${left} left`)
    const over = await phone.write(wrong)
    expect(textOf(over)).toContain('no longer works')
    expect(textOf(await phone.write(code))).toContain('no longer works')
    expect(await attemptsOf(home)).toBe(0)
    later(31)
    await phone.choose('Send the code again')
    const replies = await phone.write((await codeTo(services, home.mobile)) ?? '')
    expect(replies.map(({ type }) => type)).toEqual(['document', 'image', 'buttons'])
  })

  test('expires after five minutes', async () => {
    const { home, phone, code } = await atPayCode()
    later(5 * 60 + 1)
    expect(textOf(await phone.write(code))).toContain('no longer works')
    expect(await attemptsOf(home)).toBe(0)
  })

  test('works once: what follows it is no code any more', async () => {
    const { home, phone, code } = await atPayCode()
    expect((await phone.write(code)).map(({ type }) => type)).toEqual(['document', 'image', 'buttons'])
    const again = await phone.write(code)
    expect(again.map(({ type }) => type)).not.toContain('image')
    expect(textOf(again)).toContain('This code has been used')
    expect(await attemptsOf(home)).toBe(1)
    expect(await services.db.linkRequest.count({ where: { mobile: home.mobile } }), 'begins no linking').toBe(0)
  })

  test('is not replaced by pressing twice: the one on its way works', async () => {
    const { home, phone, code } = await atPayCode()
    expect(textOf(await phone.tap(`C:${home.connectionId}:PAY_BY_CODE`))).toContain('was sent just now')
    expect(await codeTo(services, home.mobile)).toBe(code)
    expect((await phone.write(code)).map(({ type }) => type)).toEqual(['document', 'image', 'buttons'])
  })

  test('is sent five times an hour, not more', async () => {
    const { home, phone } = await atPayCode()
    for (let sent = 2; sent <= 5; sent++) {
      later(31)
      expect(textOf(await phone.tap('N'))).toContain('comes to this number by SMS')
    }
    const codes = () => services.db.message.count({ where: { toMobile: home.mobile, kind: 'OTP' } })
    expect(await codes()).toBe(5)
    later(31)
    expect(textOf(await phone.tap('N'))).toContain('tried too often')
    expect(await codes()).toBe(5)
  })

  test('of one number opens nothing to another, nor is a stranger sent one', async () => {
    const { home, code } = await atPayCode()
    const other = await atPayCode()
    if (other.code !== code) expect((await other.phone.write(code))[0]?.type).toBe('buttons')
    const phone = stranger()
    await phone.tap(`C:${home.connectionId}:PAY_BY_CODE`)
    expect(await codeTo(services, phone.mobile)).toBeNull()
    expect(JSON.stringify(await phone.write(code))).not.toContain(home.connectionId)
    const state = { language: 'en', connectionId: null, step: await stepOf(home.mobile) }
    await services.db.chat.update({ where: { mobile: phone.mobile }, data: { state } })
    expect(JSON.stringify(await phone.write(code))).not.toContain(home.connectionId)
    // A conversation that holds another’s challenge, whatever led to it.
    const step = { ...(await stepOf(home.mobile)), connectionId: other.home.connectionId }
    await services.db.chat.update({ where: { mobile: other.home.mobile }, data: { state: { ...state, step } } })
    expect((await other.phone.write(code))[0]?.type).toBe('buttons')
    expect([await attemptsOf(home), await attemptsOf(other.home)]).toEqual([0, 0])
  })

  test('is not asked for where nothing is to be paid', async () => {
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-10', own: 0 })
    const phone = testPhone(services, home.mobile)
    await phone.write('Hi')
    expect(textOf(await phone.tap(`C:${home.connectionId}:PAY_BY_CODE`))).toContain('Nothing to pay')
    expect(await codeTo(services, home.mobile)).toBeNull()
  })
})

async function stepOf(mobile: string): Promise<Record<string, string>> {
  const { state } = await services.db.chat.findUniqueOrThrow({ where: { mobile } })
  return (state as { step: Record<string, string> }).step
}
