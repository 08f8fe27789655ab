import fs from 'node:fs'
import path from 'node:path'
import { test } from '@playwright/test'
import { tellFault } from '#lib/platform/test-faults.ts'
import { expect } from './fixtures.ts'
import { ask, capturedPayments, killPostmaster, printedQr } from './support/books.ts'
import { demoDataDir } from './support/data-dir.ts'
import { untilInOrder } from './support/in-order.ts'
import { payAllTheTime } from './support/payer.ts'
import { freePort, type Portal, startPortal } from './support/portal.ts'
import { descendantOf, processesNaming } from './support/processes.ts'

/**
 * SIGKILL while a file of money is being taken, by its door and by the command. Money is booked row by row, so part of it
 * stays; the rest comes by itself or with the next run, and nothing of it twice.
 */
const CLOCK = '2026-11-23T10:00:00+05:30'
const TOKEN = 'a-token-of-the-test-that-kills-money'
const HOMES = 100
const PAYMENTS = 1_500
const ADJUSTMENTS = 6_000
const SETTLED_AT_LEAST = 150
const COMMAND = 'lib/ingest/command.ts'
const WITHIN = { timeout: 150_000, intervals: [10] }

const each = <T>(count: number, of: (index: number) => T) => Array.from({ length: count }, (_, index) => of(index))
const consumerNo = (index: number) => `98${String(index % HOMES).padStart(8, '0')}`
const MASTER = [
  'consumer_no,name,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision,connected_on',
  ...each(
    HOMES,
    (index) =>
      `${consumerNo(index)},Invented Person ${index},"Plot ${index}, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,KM${index},30,Kokar,2020-01-15`,
  ),
].join('\n')

/** Payments at counters, each of another amount. */
const paymentsOf = (name: string) =>
  [
    'consumer_no,amount_rupees,paid_at,channel,reference',
    ...each(PAYMENTS, (index) => `${consumerNo(index)},${100 + index}.50,2026-11-22 12:00,COUNTER,${name}-${index}`),
  ].join('\n')
const PAID = each(PAYMENTS, (index) => (100 + index) * 100 + 50).reduce((sum, one) => sum + one, 0)

const ADJUSTED = [
  'consumer_no,reason,amount_rupees,reference',
  ...each(ADJUSTMENTS, (index) => `${consumerNo(index)},DUTY,-1.50,KILL-${index}`),
].join('\n')

/** What the gateway has captured, as its settlement file tells it. */
function settlementOf(captured: ReadonlyMap<string, number[]>): string {
  const rows = [...captured].map(
    ([id, [amountPaise = 0]]) =>
      `setl_kill,UTRKILL1,2026-11-23 10:00,${id},payment,${(amountPaise / 100).toFixed(2)},0,0`,
  )
  return ['settlement_id,settlement_utr,settled_at,entity_id,type,amount_rupees,fee_rupees,tax_rupees', ...rows].join(
    '\n',
  )
}

const send = (portal: Portal, kind: string, body: string) =>
  fetch(`${portal.url}/api/ingest/${kind}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'text/csv' },
  })

test('a file of money that was cut off by a death is booked to its end, once', async () => {
  test.setTimeout(600_000)
  const dataDir = await demoDataDir(CLOCK)
  const port = await freePort()
  const start = () => startPortal({ clock: CLOCK, dataDir, port, env: { INGEST_TOKEN: TOKEN } })
  const one = async (question: string, values: unknown[] = []) => (await ask(dataDir, question, values))[0]
  const booked = (name: string) =>
    one(
      `select count(*)::int as "count", coalesce(sum("amountPaise"), 0)::int as "paise" from "Payment"
        where "channel" = 'COUNTER' and "reference" like $1`,
      [`${name}-%`],
    )
  const settled = () =>
    one(`select count(*)::int as "count", count("transactionId")::int as "matched" from "SettlementLine"
          where "settlementId" = 'setl_kill'`)
  const adjusted = () =>
    one(`select count(*)::int as "count", coalesce(sum("amountPaise"), 0)::int as "paise" from "Adjustment"
          where "reference" like 'KILL-%'`)
  const begun = async (kind: string) =>
    (await one(`select count(*)::int as "files" from "IngestBatch" where "kind" = $1`, [kind])).files
  let portal = await start()
  /** Kills the web server once something has been written, and starts again in what it left. */
  const killServer = async (hasBegun: () => Promise<number>, all: number) => {
    await expect.poll(hasBegun, WITHIN).toBeGreaterThan(0)
    process.kill(descendantOf(portal.pid, 'serve.ts'), 'SIGKILL')
    await portal.exited
    await expect.poll(() => processesNaming(dataDir), WITHIN).toEqual([])
    portal = await start()
    const left = await hasBegun()
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(all)
  }
  try {
    const master = await send(portal, 'consumers', MASTER)
    expect([master.status, await master.json()]).toMatchObject([200, { accepted: HOMES, rejected: 0 }])

    await test.step('the web server is killed among payments', async () => {
      const sent = send(portal, 'payments', paymentsOf('DOOR')).catch(() => 'no answer')
      await killServer(async () => (await booked('DOOR')).count, PAYMENTS)
      expect(await sent).toBe('no answer')
      await expect.poll(async () => (await booked('DOOR')).count, WITHIN).toBe(PAYMENTS)
      expect(await booked('DOOR')).toEqual({ count: PAYMENTS, paise: PAID })
      await untilInOrder(portal)
    })

    const payer = payAllTheTime(portal.url, await printedQr(dataDir))
    await expect.poll(() => payer.acknowledged.length, WITHIN).toBeGreaterThan(SETTLED_AT_LEAST)
    await payer.stop()
    const captured = capturedPayments(dataDir)
    const settlement = settlementOf(captured)

    await test.step('the web server is killed within a settlement', async () => {
      const sent = send(portal, 'settlements', settlement).catch(() => 'no answer')
      await killServer(async () => (await settled()).count, captured.size)
      expect(await sent).toBe('no answer')
      await expect.poll(settled, WITHIN).toEqual({ count: captured.size, matched: captured.size })
      const question = `select count(*)::int as "count", sum(e."amountPaise")::int as "paise" from "LedgerTransaction" t
        join "LedgerEntry" e on e."chainId" = t."chainId" and e."transactionId" = t."id" and e."account" = 'BANK'
        where t."kind" = 'SETTLEMENT'`
      const paise = [...captured.values()].flat().reduce((sum, amount) => sum + amount, 0)
      expect(await one(question)).toEqual({ count: captured.size, paise })
      await untilInOrder(portal)
    })

    await test.step('the database is killed among adjustments: none of them is seen before all are', async () => {
      const sent = send(portal, 'adjustments', ADJUSTED)
      await expect.poll(() => begun('adjustments'), WITHIN).toBe(1)
      killPostmaster(dataDir)
      expect((await sent).status).toBeGreaterThanOrEqual(500)
      const seen = () =>
        adjusted().then(
          ({ count }) => [0, ADJUSTMENTS].includes(count) && count,
          () => null,
        )
      await expect.poll(seen, WITHIN).toBe(ADJUSTMENTS)
      expect(await adjusted()).toEqual({ count: ADJUSTMENTS, paise: -150 * ADJUSTMENTS })
      await untilInOrder(portal)
    })

    await test.step('the command is killed, and run again', async () => {
      const file = path.join(dataDir, 'counter.csv')
      fs.writeFileSync(file, paymentsOf('COMMAND'))
      const first = portal.command(COMMAND, 'payments', file)
      await expect.poll(async () => (await booked('COMMAND')).count, WITHIN).toBeGreaterThan(0)
      // Below the one that prepares it.
      process.kill(descendantOf(descendantOf(process.pid, COMMAND), COMMAND), 'SIGKILL')
      expect((await first).code).not.toBe(0)
      const { count } = await booked('COMMAND')
      expect(count).toBeGreaterThan(0)
      expect(count).toBeLessThan(PAYMENTS)
      const second = await portal.command(COMMAND, 'payments', file)
      expect([second.code, second.output]).toEqual([
        0,
        expect.stringContaining(`payments: ${PAYMENTS - count} accepted, ${count} unchanged, 0 rejected`),
      ])
      expect(await booked('COMMAND')).toEqual({ count: PAYMENTS, paise: PAID })
      await untilInOrder(portal)
    })

    await test.step('sent again, they change nothing, and the books are in order', async () => {
      for (const [kind, text, rows] of [
        ['payments', paymentsOf('DOOR'), PAYMENTS],
        ['payments', paymentsOf('COMMAND'), PAYMENTS],
        ['settlements', settlement, captured.size],
        ['adjustments', ADJUSTED, ADJUSTMENTS],
      ] as const) {
        const again = await send(portal, kind, text)
        expect([again.status, await again.json()]).toMatchObject([200, { accepted: 0, unchanged: rows, rejected: 0 }])
      }
      await expect.poll(() => fs.readdirSync(path.join(dataDir, 'incoming')), WITHIN).toEqual([])
      const ledger = await untilInOrder(portal)
      const all = 2 * PAYMENTS + captured.size + ADJUSTMENTS
      tellFault({ fault: 'F10 killed in files of money x 4', acknowledged: all, found: all, ledger })
    })
  } finally {
    await portal.stop()
  }
  fs.rmSync(dataDir, { recursive: true, force: true })
})
