import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { endAllExpiredAttempts } from './end-expired-attempts.ts'
import { lockConnection } from './lock-connection.ts'
import { createAttempt } from './open-attempt.ts'
import { startPayment } from './start-payment.ts'
import { sweepInbox } from './sweep-inbox.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'
import { verifyLedger } from './verify-ledger.ts'

let services: TestServices

const BEGUN = '2026-11-05T10:00:00+05:30'
const OVER = '2026-11-05T10:16:00+05:30'

beforeAll(async () => {
  services = await testServices(BEGUN)
})
beforeEach(() => services.setTime(BEGUN))
afterAll(async () => {
  const verified = await verifyLedger(services, null)
  expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
  await services.close()
})

async function begun() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The attempt did not begin.')
  const find = () => services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  const { reference } = await find()
  return { home, reference, stateOf: async () => (await find()).state }
}

describe('the sweep of attempts whose time is over', () => {
  test('ends them, and leaves those that still run', async () => {
    const old = await begun()
    services.setTime('2026-11-05T10:10:00+05:30')
    const young = await begun()
    services.setTime(OVER)
    expect((await sweepInbox(services)).endedAttempts).toBe(1)
    expect([await old.stateOf(), await young.stateOf()]).toEqual(['EXPIRED', 'CREATED'])
    services.setTime('2026-11-05T11:00:00+05:30')
    await sweepInbox(services)
  })

  test('leaves open for a day whether the money moved, where the bank was at it', async () => {
    const { reference, stateOf } = await begun()
    await tell(services, { paymentId: 'pay_silent', reference, amount: 50_000, kind: 'authorized' })
    expect(await stateOf()).toBe('PENDING')
    for (const [time, state] of [
      [OVER, 'UNKNOWN'],
      ['2026-11-06T10:14:00+05:30', 'UNKNOWN'],
      ['2026-11-06T10:16:00+05:30', 'EXPIRED'],
    ] as const) {
      services.setTime(time)
      await endAllExpiredAttempts(services.db, services.now())
      expect(await stateOf(), time).toBe(state)
    }
  })

  test('ends of one connection what is over, and not what was begun since', async () => {
    const { home, stateOf } = await begun()
    const { connectionId } = home
    services.setTime('2026-11-05T10:10:00+05:30')
    const terms = { connectionId, billId: null, amountPaise: paise(10_000), rebatePaise: ZERO_PAISE, isChosen: true }
    const young = await createAttempt(services.db, services.now(), terms)
    services.setTime(OVER)
    expect(await endAllExpiredAttempts(services.db, services.now())).toBe(1)
    expect(await stateOf()).toBe('EXPIRED')
    expect(await services.db.paymentAttempt.findFirst({ where: { id: young } })).toMatchObject({ state: 'CREATED' })
    services.setTime('2026-11-05T11:00:00+05:30')
    expect(await endAllExpiredAttempts(services.db, services.now())).toBe(1)
  })

  test('waits for whoever holds the connection', async () => {
    const { home, stateOf } = await begun()
    services.setTime(OVER)
    let swept: Promise<number> | undefined
    await services.db.$transaction(async (tx) => {
      await lockConnection(tx, home.connectionId)
      swept = endAllExpiredAttempts(services.db, services.now())
      await untilWaiting(services, 1)
      expect(await stateOf()).toBe('CREATED')
    })
    expect(await swept).toBe(1)
    expect(await stateOf()).toBe('EXPIRED')
  })

  test('against captures at the same moment: each is paid, whoever comes first', async () => {
    const attempts = []
    for (let count = 0; count < 20; count++) attempts.push(await begun())
    services.setTime(OVER)
    const captures = attempts.map(({ reference }, index) =>
      tell(services, { paymentId: `pay_late_${index}`, reference, amount: 50_000 }),
    )
    const sweeps = Array.from({ length: 4 }, () => endAllExpiredAttempts(services.db, services.now()))
    await Promise.all([...captures, ...sweeps])
    for (const { home, stateOf } of attempts) {
      expect(await stateOf()).toBe('PAID')
      expect(totalUnpaid(await billStandings(services.db, home.connectionId))).toBe(0n)
    }
    expect(await endAllExpiredAttempts(services.db, services.now())).toBe(0)
  })
})
