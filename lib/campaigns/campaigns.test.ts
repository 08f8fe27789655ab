import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { agreeToWhatsApp } from '#lib/messaging/whatsapp/contacts.ts'
import { recordCounterPayment } from '#lib/payments/record-counter-payment.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { beginCampaign } from './begin-campaign.ts'
import { campaignProgress } from './campaign-progress.ts'
import { listCampaigns } from './list-campaigns.ts'
import { planPage } from './plan-campaign.ts'
import { sendBillsCommand } from './send-bills-command.ts'

const system = { kind: 'system', name: 'test' } as const
const OCTOBER = month('2026-10')
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(() => services.close())
// Each story has a campaign of its own: everybody's of October is one.
beforeEach(async () => {
  await services.asOwner().$executeRaw`truncate "Campaign" cascade`
})

async function billedHome(subdivision: string, own = 50_000): Promise<Home & { billId: string }> {
  const home = await makeHome(services)
  await services.db.connection.update({ where: { id: home.connectionId }, data: { subdivision } })
  const bill = await makeBill(services, home, { of: '2026-10', own })
  return { ...home, billId: bill.id }
}

const told = (home: Home) =>
  services.db.message.findMany({ where: { toMobile: home.mobile }, orderBy: { sequence: 'asc' } })

async function run(...args: string[]) {
  let output = ''
  const out = { write: (text: string) => (output += text) }
  const exitCode = await sendBillsCommand(services, new AbortController().signal, args, out)
  return { exitCode, output }
}

describe('a campaign of bills', () => {
  it('tells everybody who is linked once, each in the way that they agreed to', async () => {
    const [bySms, byWhatsApp, paid, unlinked] = await Promise.all(['A', 'A', 'A', 'A'].map((name) => billedHome(name)))
    if (!bySms || !byWhatsApp || !paid || !unlinked) throw new Error('four homes')
    await services.db.$transaction((tx) =>
      agreeToWhatsApp(
        tx,
        { mobile: byWhatsApp.mobile as Mobile, agrees: true, at: services.now() },
        { door: 'CHAT', wording: 'Shall it come here?' },
      ),
    )
    await services.db.mobileLink.updateMany({
      where: { connectionId: unlinked.connectionId },
      data: { endedAt: services.now() },
    })
    await recordCounterPayment(services, system, {
      ...{ consumerNo: paid.consumerNo, amountPaise: paise(50_000), paidAt: services.now() },
      ...{ channel: 'COUNTER', reference: 'C-1' },
    })

    expect((await run('--month', '2026-10')).output).toContain('4 bills looked at, 2 messages written')
    expect(await told(bySms)).toMatchObject([{ channel: 'SMS', kind: 'BILL_READY', content: { name: 'bills_due' } }])
    expect(await told(byWhatsApp)).toMatchObject([
      {
        channel: 'WHATSAPP',
        document: `/c/${byWhatsApp.connectionId}/bills/${byWhatsApp.billId}/pdf?lang=en`,
        content: { type: 'template', document: { filename: 'JBVNL-2026-10.pdf' } },
      },
    ])
    expect(await told(paid)).toMatchObject([{ kind: 'PAYMENT_RECEIVED' }])
    expect(await told(unlinked)).toEqual([])
    expect((await run('--month', '2026-10')).output).toContain('4 bills looked at, 0 messages written')
  })

  it('tells a prepaid home what came from its balance, which nothing that is owed of before changes', async () => {
    const [owing, clear] = [await makeHome(services), await makeHome(services)]
    await makeBill(services, clear, { of: '2026-10', own: 30_000, mode: 'PREPAID' })
    await makeBill(services, owing, { of: '2026-10', own: 50_000, mode: 'PREPAID' })
    await makeBill(services, owing, { of: '2026-09', own: 20_000 })
    await run('--month', '2026-10')
    for (const [home, amount] of [[clear, '₹300.00'] as const, [owing, '₹500.00'] as const])
      expect(await told(home)).toMatchObject([
        { content: { name: 'bills_prepaid', body: expect.arrayContaining([amount]) } },
      ])
  })

  it('goes on where it died, and two that plan at once write nothing twice', async () => {
    const homes = []
    for (let index = 0; index < 12; index++) homes.push(await billedHome('B'))
    const begun = await beginCampaign(services, system, { month: OCTOBER })
    if (!begun.ok) throw new Error(begun.reason)
    await planPage(services, { ...begun, most: 3 })
    const again = await beginCampaign(services, system, { month: OCTOBER })
    expect(again).toEqual({ ...begun, isNew: false })
    const toTheEnd = async () => {
      while (!(await planPage(services, { ...begun, most: 2 })).isDone);
    }
    await Promise.all([toTheEnd(), toTheEnd(), toTheEnd()])
    for (const home of homes) expect(await told(home)).toHaveLength(1)
    const progress = await campaignProgress(services.db, begun.campaignId)
    expect(progress).toMatchObject({ open: 0, office: null, failures: [] })
    expect(progress?.plannedAt).not.toBeNull()
  })

  it('that was planned to its end tells, when it is run again, those whose bills came since, and stands in the audit', async () => {
    const begun = () => services.db.auditEntry.count({ where: { action: 'campaign.begun' } })
    const before = await begun()
    const early = await billedHome('F')
    await run('--month', '2026-10', '--plan-only')
    const late = await billedHome('F')
    await run('--month', '2026-10', '--plan-only')
    expect([(await told(early)).length, (await told(late)).length]).toEqual([1, 1])
    expect((await begun()) - before).toBe(2)
  })

  it('is for an office where one is named, and for the month that has just ended', async () => {
    const { id: circle } = await services.db.office.create({ data: { kind: 'CIRCLE', name: 'Test Circle' } })
    const { id: division } = await services.db.office.create({
      data: { kind: 'DIVISION', name: 'Test Division', parentId: circle },
    })
    await services.db.office.create({ data: { kind: 'SUBDIVISION', name: 'C', parentId: division } })
    const [inside, outside] = [await billedHome('C'), await billedHome('D')]
    expect((await run('--month', '2026-10', '--office', 'Test Circle')).exitCode).toBe(0)
    expect(await told(inside)).toHaveLength(1)
    expect(await told(outside)).toHaveLength(0)
    expect(await run('--month', '2026-10', '--office', 'Nowhere')).toMatchObject({ exitCode: 1 })
    expect(await run('--month', '2026-09')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('just ended'),
    })
    expect(await run('--month', '2026-13')).toMatchObject({ exitCode: 1, output: expect.stringContaining('Usage') })
  })

  it('is seen by the office that it is for and those above, if the role has leave', async () => {
    const far = await services.db.office.create({ data: { kind: 'CIRCLE', name: 'Far Circle' } })
    const begunAt = services.now()
    await services.db.campaign.createMany({
      data: [
        { month: '2026-10', begunAt },
        { month: '2026-10', officeId: far.id, begunAt },
      ],
    })
    const seenBy = async (officer: StaffActor) =>
      (await listCampaigns(services, officer))?.map(({ office }) => office).sort()
    expect(await seenBy({ ...testOfficer('SUPERVISOR'), officeId: far.id })).toEqual(['Far Circle', null])
    expect(await seenBy(testOfficer('BILLING_OFFICER'))).toEqual([null])
    expect(await seenBy(testOfficer('CLERK'))).toBeUndefined()
  })

  it('says how many failed, and why', async () => {
    const home = await billedHome('E')
    const begun = await beginCampaign(services, system, { month: OCTOBER })
    if (!begun.ok) throw new Error(begun.reason)
    await planPage(services, begun)
    await services.db.message.updateMany({
      where: { toMobile: home.mobile },
      data: { state: 'FAILED', failure: 'NO_TEMPLATE_ID' },
    })
    expect(await run('--month', '2026-10')).toMatchObject({
      exitCode: 2,
      output: expect.stringContaining('SMS NO_TEMPLATE_ID: 1'),
    })
  })
})
