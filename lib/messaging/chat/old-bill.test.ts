import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { codeTo, makeLinkHome, visitor } from '#lib/linking/test-links.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { choicesIn, testPhone, textOf } from './test-phone.ts'

/** The chat of a portal where no old bill links a number. */
let services: TestServices
beforeAll(async () => {
  vi.stubEnv('LINK_BY_OLD_BILL', 'no')
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await services.close()
})

const WAYS = {
  Hi: { old: 'Code to old number', camp: 'Camp near you', closed: 'no longer linked by an old bill' },
  नमस्ते: { old: 'पुराने नंबर पर कोड', camp: 'नज़दीकी शिविर', closed: 'पुराने बिल से अब नंबर नहीं जुड़ता' },
}

test.each(Object.entries(WAYS))(
  'from “%s”, the code goes to the number on record, whatever else is sent',
  async (hello, says) => {
    const home = await makeLinkHome(services)
    const phone = testPhone(services, visitor().mobile)
    const sms = () => services.db.message.count({ where: { toMobile: phone.mobile, kind: 'OTP' } })
    const offered = [await phone.write(hello), await phone.write(home.consumerNo)]
    expect(offered.map(textOf).join()).not.toMatch(/old bill|पुराने बिल|44281|1075/)
    expect(choicesIn(offered[1] ?? []).map(({ title }) => title)).toEqual(expect.arrayContaining([says.old, says.camp]))

    const facts = [`${home.meterNo} 1001.50`, `${home.meterNo} 2-11-2026`, home.meterNo]
    for (const text of facts) {
      const answer = await phone.write(text)
      expect(textOf(answer), text).toContain(says.closed)
      expect(choicesIn(answer).map(({ title }) => title)).toContain(says.old)
    }
    expect(textOf(await phone.send({ type: 'PHOTO', mediaId: '12345', caption: '' }))).toContain(says.closed)
    expect(await sms()).toBe(0)

    await phone.choose(says.old)
    expect(await sms()).toBe(0)
    await phone.write((await codeTo(services, home.mobile)) as string)
    const linked = await phone.write((await codeTo(services, phone.mobile)) as string)
    expect(linked.map(({ type }) => type)).toEqual(['buttons', 'document', 'buttons'])
    const links = await services.db.mobileLink.findMany({
      where: { connectionId: home.connectionId, proof: 'BILL_FACTS' },
    })
    expect(links).toEqual([])
  },
)

test('a chat that an old bill had brought to its last code is led to the number on record', async () => {
  const home = await makeLinkHome(services)
  const phone = testPhone(services, visitor().mobile)
  await phone.write(home.consumerNo)
  const request = await services.db.linkRequest.findFirstOrThrow({ where: { mobile: phone.mobile } })
  // As the chat stood before: its facts were taken, and the code was on its way.
  const data = { proof: 'BILL_FACTS', connectionId: home.connectionId, newChallengeId: request.id } as const
  await services.db.linkRequest.update({ where: { id: request.id }, data, select: { id: true } })
  const asksForCode = () => {
    const state = { language: 'en', connectionId: null, step: { at: 'LINK_CODE', requestId: request.id, goal: 'BILL' } }
    return services.db.chat.update({ where: { mobile: phone.mobile }, data: { state }, select: { mobile: true } })
  }
  for (const send of [() => phone.tap('N'), () => phone.write('123456')]) {
    await asksForCode()
    expect(textOf(await send())).toContain('no longer linked by an old bill')
  }
  expect(textOf(await phone.choose('Code to old number'))).toContain('a code has gone there by SMS')
})
