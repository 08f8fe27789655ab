import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { watched } from '#lib/platform/test-statements.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LoginName } from './login-name.ts'
import { numberOnRecord } from './number-on-record.ts'
import { makePerson } from './test-logins.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

const byMobile = (mobile: string): LoginName => ({ kind: 'mobile', mobile: mobile as Mobile })
const byConsumerNo = (consumerNo: string): LoginName => ({ kind: 'consumerNo', consumerNo })

it('is looked up by the same statements for a stranger, whether by a mobile or by a consumer number', async () => {
  const asha = await makePerson(services)
  const left = await makePerson(services, { linked: false })
  const lookedUp = async (name: LoginName) => {
    const { services: seen, log } = watched(services)
    const found = await numberOnRecord(seen, name)
    return { mobile: found?.mobile, log }
  }
  const known = {
    mobile: await lookedUp(byMobile(asha.mobile)),
    consumerNo: await lookedUp(byConsumerNo(asha.consumerNo)),
  }
  for (const { mobile, log } of Object.values(known)) {
    expect(mobile).toBe(asha.mobile)
    expect(log).toHaveLength(3)
  }
  for (const name of [byMobile('9100000095'), byMobile(left.mobile)])
    expect(await lookedUp(name)).toEqual({ ...known.mobile, mobile: undefined })
  for (const name of [byConsumerNo('0482999995'), byConsumerNo(left.consumerNo), byConsumerNo('')])
    expect(await lookedUp(name)).toEqual({ ...known.consumerNo, mobile: undefined })
})

it('is also one that is invited, until the invitation ends, and no consumer number leads there', async () => {
  const [owner, left] = [await makePerson(services), await makePerson(services, { linked: false })]
  const [at, expiresAt] = [services.now(), new Date('2026-11-30T10:00:00+05:30')]
  const invite = (mobile: string) =>
    services.db.linkInvitation.create({
      data: {
        ...{ connectionId: owner.connectionId, mobile, role: 'MEMBER', invitedById: owner.consumerId },
        ...{ createdAt: at, expiresAt },
      },
    })
  await invite('9100000094')
  expect(await numberOnRecord(services, byMobile('9100000094'))).toEqual({ mobile: '9100000094', language: 'hi' })
  const { id } = await invite(left.mobile)
  expect(await numberOnRecord(services, byMobile(left.mobile))).toEqual({ mobile: left.mobile, language: 'en' })
  expect(await numberOnRecord(services, byConsumerNo(left.consumerNo))).toBeNull()
  expect((await numberOnRecord(services, byConsumerNo(owner.consumerNo)))?.mobile).toBe(owner.mobile)
  await services.db.linkInvitation.updateMany({ where: { id }, data: { closedAt: at } })
  expect(await numberOnRecord(services, byMobile(left.mobile))).toBeNull()
  services.setTime('2026-11-30T10:00:01+05:30')
  expect(await numberOnRecord(services, byMobile('9100000094'))).toBeNull()
})
