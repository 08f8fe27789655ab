import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { sendDue } from '../send-due.ts'
import { newMobile, testLine, writeWaiting } from '../test-messages.ts'
import { heardFrom } from './contacts.ts'
import type { Template } from './content.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-25T10:00:00+05:30')
})
afterAll(() => services.close())

const template: Template = { type: 'template', name: 'payments_paid', language: 'en', body: ['₹500.00'] }
const message = (id: string) => services.db.message.findUniqueOrThrow({ where: { id }, include: { instead: true } })

describe('people written to first', () => {
  const writeNews = async (to = newMobile()) =>
    ({
      to,
      id: await writeWaiting(services, { channel: 'WHATSAPP', to, content: template, kind: 'BILL_READY' }),
    }) as const
  const toCampaign = (ids: string[]) =>
    services.db.message.updateMany({ where: { id: { in: ids } }, data: { priority: 3 } })

  beforeEach(async () => {
    services.setTime('2026-11-25T10:00:00+05:30')
    await services.db.whatsAppContact.deleteMany()
  })

  it('are no more in 24 hours than Meta allows, also when four processes look at once', async () => {
    const news = await Promise.all(Array.from({ length: 12 }, () => writeNews()))
    const lines = [0, 1, 2, 3].map(() => ({ ...testLine('WHATSAPP'), most: 4, peoplePerDay: 5 }))
    await Promise.all(lines.map((line) => sendDue(services, line)))
    expect(lines.flatMap(({ given }) => given)).toHaveLength(5)
    // Whom the limit leaves out hears by SMS.
    const states = await Promise.all(news.map(({ id }) => message(id)))
    const left = states.filter(({ failure }) => failure === 'DAY_IS_SPENT')
    expect(left).toHaveLength(7)
    for (const { state, instead } of left) expect([state, instead?.channel]).toEqual(['FAILED', 'SMS'])
  })

  it('take one place however often they are written to, and none if they wrote themselves', async () => {
    const line = { ...testLine('WHATSAPP'), peoplePerDay: 1 }
    const known = await writeNews()
    await sendDue(services, line)
    await writeNews(known.to)
    const caller = await writeNews()
    await services.db.$transaction((tx) => heardFrom(tx, caller.to, services.now()))
    const stranger = await writeNews()
    await sendDue(services, line)
    expect(line.given.map(({ to }) => to).toSorted()).toEqual([known.to, known.to, caller.to].toSorted())
    expect(await message(stranger.id)).toMatchObject({ state: 'FAILED', failure: 'DAY_IS_SPENT' })
  })

  it('by a campaign leave a fifth to others and wait until the next place is free, without an attempt', async () => {
    const bills = await Promise.all(Array.from({ length: 9 }, () => writeNews()))
    await toCampaign(bills.map(({ id }) => id))
    const line = { ...testLine('WHATSAPP'), peoplePerDay: 5 }
    await sendDue(services, line)
    expect(line.given).toHaveLength(4)
    const { to } = await writeNews()
    await sendDue(services, line)
    expect(line.given.map((given) => given.to).slice(4)).toEqual([to])
    const waiting = (await Promise.all(bills.map(({ id }) => message(id)))).filter(({ state }) => state === 'WAITING')
    expect(waiting).toHaveLength(5)
    for (const { attempts, failure, sendAfter } of waiting) {
      expect([attempts, failure]).toEqual([0, 'DAY_IS_SPENT'])
      expect(sendAfter).toEqual(new Date('2026-11-26T10:00:00+05:30'))
    }
    services.setTime('2026-11-26T10:00:00+05:30')
    await sendDue(services, line)
    expect(line.given).toHaveLength(9)
  })

  it('are not counted while a campaign rests at night', async () => {
    services.setTime('2026-11-25T22:00:00+05:30')
    const { id } = await writeNews()
    await toCampaign([id])
    await sendDue(services, { ...testLine('WHATSAPP'), peoplePerDay: 5 })
    expect(await services.db.whatsAppContact.count()).toBe(0)
    services.setTime('2026-11-26T08:00:00+05:30')
    const line = { ...testLine('WHATSAPP'), peoplePerDay: 5 }
    await sendDue(services, line)
    expect(line.given.map((given) => given.id)).toEqual([id])
  })
})
