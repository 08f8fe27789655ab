import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { homeView } from '#lib/billing/home-view.ts'
import { listBills } from '#lib/billing/list-bills.ts'
import { connectHome, loadExampleTariff, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { checkSession } from '#lib/identity/check-session.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { numberOnRecord } from '#lib/identity/number-on-record.ts'
import { startSession } from '#lib/identity/start-session.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { estimateView } from '#lib/metering/estimate-view.ts'
import { getDaySeries } from '#lib/metering/get-day-series.ts'
import { loadView } from '#lib/metering/load-view.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import { supplyYesterday } from '#lib/metering/supply-yesterday.ts'
import { yearView } from '#lib/metering/year-view.ts'
import { listPayments } from '#lib/payments/list-payments.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { dayToColumn, day as istDay } from '#lib/units/ist.ts'
import type { LinkProof } from '#prisma/generated/client.ts'
import { isId, ownConnection } from './access.ts'
import { type ConnectionPart, type LinkRole, opensPart } from './link-parts.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let home: TestHome
let guests = 0

beforeAll(async () => {
  services = await testServices(MORNING)
  await loadExampleTariff(services)
  home = await connectHome(services)
  await readMonth(services, home, '2026-11', (dayOfMonth) => (dayOfMonth < 23 ? 6_000 : null))
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

/** Somebody linked to the home, plainly invented. */
async function linked(proof: LinkProof, role: LinkRole = 'OWNER', endsOn?: string): Promise<ConsumerActor> {
  guests += 1
  const { db, now } = services
  const { id } = await db.consumer.create({ data: { mobile: `91000${String(20_000 + guests)}`, createdAt: now() } })
  const link = { consumerId: id, connectionId: home.id, role, proof, linkedAt: now() }
  await db.mobileLink.create({ data: { ...link, endsOn: endsOn ? dayToColumn(istDay(endsOn)) : null } })
  return { kind: 'consumer', consumerId: id, sessionId: id }
}
const sees = async (actor: ConsumerActor, part: ConnectionPart) =>
  (await services.db.connection.count({ where: ownConnection(services, actor, home.id, part) })) === 1

it('an id of an address is one alone, with nothing before or behind it', () => {
  expect(isId(home.id)).toBe(true)
  for (const text of [`x${home.id}`, `${home.id}0`, `${home.id}\n`, '', 'me']) expect(isId(text), text).toBe(false)
})

const PARTS: ConnectionPart[] = ['BILLS', 'METER', 'RECORD', 'FAMILY']

describe('what a link opens', () => {
  const OPENED: [LinkProof, LinkRole, ConnectionPart[]][] = [
    ['MASTER_RECORD', 'OWNER', ['BILLS', 'METER', 'RECORD', 'FAMILY']],
    ['REGISTERED_CODE', 'OWNER', ['BILLS', 'METER', 'RECORD', 'FAMILY']],
    ['STAFF_SAW_PAPER', 'OWNER', ['BILLS', 'METER', 'RECORD', 'FAMILY']],
    ['BILL_FACTS', 'OWNER', ['BILLS']],
    ['INVITED', 'MEMBER', ['BILLS', 'METER', 'RECORD']],
    ['STAFF_SAW_PAPER', 'MEMBER', ['BILLS', 'METER', 'RECORD']],
    ['INVITED', 'TENANT', ['BILLS', 'METER', 'RECORD']],
  ]
  it.each(OPENED)('by %s as %s: %s', async (proof, role, opened) => {
    const actor = await linked(proof, role, role === 'TENANT' ? '2026-12-31' : undefined)
    for (const part of PARTS) {
      expect(await sees(actor, part), part).toBe(opened.includes(part))
      // The pages ask before the queries do; both must say the same.
      expect(opensPart({ role, isWeak: proof === 'BILL_FACTS' }, part), part).toBe(opened.includes(part))
    }
  })

  it('is bills and payments where old bills proved it, whichever verb is asked', async () => {
    const weak = await linked('BILL_FACTS')
    const { connectionId } = { connectionId: home.id }
    expect(
      await getDaySeries(services, weak, { connectionId, from: istDay('2026-11-01'), to: istDay('2026-11-22') }),
    ).toBe(null)
    expect(await consumptionView(services, weak, { connectionId, period: null })).toBeNull()
    expect(await estimateView(services, weak, { connectionId })).toBeNull()
    expect(await loadView(services, weak, { connectionId, period: null })).toBeNull()
    expect(await powerQualityView(services, weak, { connectionId, period: null })).toBeNull()
    expect(await yearView(services, weak, { connectionId, last: null })).toBeNull()
    expect(await supplyYesterday(services, weak, connectionId)).toBeNull()
    expect(await getProfile(services, weak, connectionId)).toBeNull()
    expect(await listBills(services, weak, connectionId)).toEqual([])
    expect(await listPayments(services, weak, { connectionId })).not.toBeNull()
    expect(await homeView(services, weak, connectionId)).toMatchObject({
      ...{ period: null, estimate: null, lastDays: [], lastReadOn: null, readingsAreOld: false },
    })
    const owner = await homeView(services, home.actor, connectionId)
    expect(owner).toMatchObject({ lastReadOn: '2026-11-22' })
    expect(owner?.lastDays).toHaveLength(14)
  })

  it('stands in the session as well', async () => {
    const weak = await linked('BILL_FACTS')
    const at = services.now()
    const { token } = await services.db.$transaction((tx) =>
      startSession(tx, { consumerId: weak.consumerId, at, device: '?' }),
    )
    const session = await checkSession(services, token, home.id)
    expect(session?.connection).toMatchObject({ role: 'OWNER', isWeak: true })
  })
})

describe('a tenant', () => {
  it('sees until the end of the last day by the clock of India, and nothing from midnight on', async () => {
    const tenant = await linked('INVITED', 'TENANT', '2026-11-30')
    services.setTime('2026-11-30T23:59:59+05:30')
    expect(await sees(tenant, 'METER')).toBe(true)
    services.setTime('2026-12-01T00:00:00+05:30')
    for (const part of PARTS) expect(await sees(tenant, part), part).toBe(false)
  })

  it('gets no code for the login and holds no page from then on', async () => {
    const tenant = await linked('INVITED', 'TENANT', '2026-11-24')
    const { mobile } = await services.db.consumer.findUniqueOrThrow({ where: { id: tenant.consumerId } })
    const name = { kind: 'mobile', mobile: mobile as never } as const
    services.setTime('2026-11-24T23:50:00+05:30')
    const { token } = await services.db.$transaction((tx) =>
      startSession(tx, { consumerId: tenant.consumerId, at: services.now(), device: '?' }),
    )
    expect((await checkSession(services, token, home.id))?.connection?.id).toBe(home.id)
    expect(await numberOnRecord(services, name)).not.toBeNull()
    services.setTime('2026-11-25T00:00:01+05:30')
    expect(await checkSession(services, token, home.id)).toMatchObject({ connection: null, connectionCount: 0 })
    expect(await numberOnRecord(services, name)).toBeNull()
  })

  it('has a last day, and nobody else has one', async () => {
    await expect(linked('INVITED', 'TENANT')).rejects.toThrow(/MobileLink_ends/)
    await expect(linked('INVITED', 'MEMBER', '2026-12-31')).rejects.toThrow(/MobileLink_ends/)
  })
})

describe('a consumer number', () => {
  it('leads to a weak link’s number only where nobody has a strong one', async () => {
    const other = await connectHome(services)
    const weak = await services.db.consumer.create({ data: { mobile: '9100029999', createdAt: services.now() } })
    const link = { consumerId: weak.id, connectionId: other.id, proof: 'BILL_FACTS' } as const
    await services.db.mobileLink.create({ data: { ...link, linkedAt: new Date('2026-01-01T00:00:00Z') } })
    const name = { kind: 'consumerNo', consumerNo: other.consumerNo } as const
    expect((await numberOnRecord(services, name))?.mobile).toBe(other.mobile)
    await services.db.mobileLink.updateMany({
      where: { connectionId: other.id, proof: 'MASTER_RECORD' },
      data: { endedAt: services.now() },
    })
    expect((await numberOnRecord(services, name))?.mobile).toBe('9100029999')
  })
})
