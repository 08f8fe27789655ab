import { randomUUID } from 'node:crypto'
import type { ConsumerActor, SystemActor } from '#lib/identity/actor.ts'
import { allocate } from '#lib/ledger/allocate.ts'
import { billStandings } from '#lib/ledger/bill-standings.ts'
import { postTransaction } from '#lib/ledger/post-transaction.ts'
import type { Services } from '#lib/platform/services.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { saveTariffs } from '#lib/tariff/save-tariffs.ts'
import { day, dayToColumn, eachDay, firstDayOf, lastDayOf, month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'

/** Invented homes with meters, readings and payments, for tests of billing. */
export const officer: SystemActor = { kind: 'system', name: 'test' }

export async function loadExampleTariff(services: Services): Promise<void> {
  const saved = await saveTariffs(services, officer, exampleBook())
  if (!saved.ok) throw new Error(saved.reasons.join('; '))
}

let homes = 0

export type TestHome = { id: string; consumerNo: string; meterId: string; mobile: string; actor: ConsumerActor }

/** A home with a meter and one linked person. Terms hold from the day it was connected. */
export async function connectHome(
  { db, now }: Services,
  facts: {
    category?: string
    mode?: 'POSTPAID' | 'PREPAID'
    loadW?: number
    connectedOn?: string
    smart?: boolean
  } = {},
): Promise<TestHome> {
  homes += 1
  const number = String(homes).padStart(4, '0')
  const { category = 'HOME', mode = 'POSTPAID', loadW = 2000, connectedOn = '2020-01-01', smart = true } = facts
  const from = dayToColumn(day(connectedOn))
  const { id } = await db.connection.create({
    data: {
      consumerNo: `09900${number}`,
      holderName: `Test Person ${number}`,
      address: 'Invented Lane, Ranchi',
      subdivision: 'Kokar',
      phase: 'SINGLE',
      connectedOn: from,
      createdAt: now(),
      updatedAt: now(),
      terms: { create: { effectiveFrom: from, category, mode, sanctionedLoadW: loadW } },
    },
  })
  const meter = await db.meter.create({
    data: { serialNo: `TM${number}`, intervalMinutes: smart ? 30 : null, maxPowerW: 28_000 },
  })
  await db.meterInstallation.create({ data: { meterId: meter.id, connectionId: id, fromOn: from } })
  const mobile = `900001${number}`
  const consumer = await db.consumer.create({ data: { mobile, language: 'en', createdAt: now() } })
  await db.mobileLink.create({
    data: { consumerId: consumer.id, connectionId: id, proof: 'MASTER_RECORD', linkedAt: now() },
  })
  const actor: ConsumerActor = { kind: 'consumer', consumerId: consumer.id, sessionId: randomUUID() }
  return { id, consumerNo: `09900${number}`, meterId: meter.id, mobile, actor }
}

/** Readings of each day of a month in Wh; null leaves the day out. */
export async function readMonth(
  { db, now }: Services,
  home: TestHome,
  of: string,
  whOn: number | ((dayOfMonth: number) => number | null),
): Promise<void> {
  const batch = await db.ingestBatch.create({
    data: { kind: 'daily-reads', source: 'test', contentHash: randomUUID(), startedAt: now() },
  })
  const days = eachDay(firstDayOf(month(of)), lastDayOf(month(of)))
  await db.meterDay.createMany({
    data: days.flatMap((on) => {
      const energyWh = typeof whOn === 'number' ? whOn : whOn(Number(on.slice(8)))
      if (energyWh === null) return []
      const at = { connectionId: home.id, meterId: home.meterId, onDay: dayToColumn(on) }
      return [{ ...at, energyWh: BigInt(energyWh), maxDemandW: 1800, batchId: batch.id, receivedAt: now() }]
    }),
  })
}

/** Money that arrived at a counter, booked as a payment is: surcharge first, then the oldest bill, the rest ahead. */
export async function payAtCounter({ db, now }: Services, home: TestHome, rupees: number, at: string): Promise<void> {
  const amountPaise = paise(BigInt(rupees) * 100n)
  await db.$transaction(async (tx) => {
    const { entries, restPaise } = allocate(home.id, await billStandings(tx, home.id), amountPaise)
    await postTransaction(tx, {
      id: randomUUID(),
      kind: 'PAYMENT',
      reference: randomUUID(),
      connectionId: home.id,
      occurredAt: new Date(at),
      recordedAt: now(),
      entries: [
        { account: 'COUNTER_CLEARING', side: 'DEBIT', amountPaise },
        ...entries,
        { account: 'ADVANCE', side: 'CREDIT', amountPaise: restPaise, connectionId: home.id },
      ],
    })
  })
}
