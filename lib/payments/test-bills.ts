import { randomUUID } from 'node:crypto'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { recordBillIssued } from '#lib/ledger/record-bill-issued.ts'
import type { Services } from '#lib/platform/services.ts'
import {
  addDays,
  addMonths,
  daysInMonth,
  dayToColumn,
  firstDayOf,
  lastDayOf,
  type Month,
  month,
} from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { newReference } from './reference.ts'

/** A home for tests: a connection, its holder with a mobile, and somebody else who has nothing to do with it. */
export type Home = { connectionId: string; consumerNo: string; actor: ConsumerActor; mobile: string }

let homes = 0

export async function makeHome({ db, now }: Services): Promise<Home> {
  homes += 1
  const serial = homes.toString().padStart(4, '0')
  const [consumerNo, mobile] = [`99${serial}`, `900000${serial}`]
  const connection = await db.connection.create({
    data: {
      ...{ consumerNo, holderName: `Test Holder ${serial}`, address: 'Plot 0, Test Colony', subdivision: 'Test' },
      ...{ phase: 'SINGLE', createdAt: now(), updatedAt: now() },
    },
  })
  const consumer = await db.consumer.create({ data: { mobile, language: 'en', createdAt: now() } })
  const link = {
    consumerId: consumer.id,
    connectionId: connection.id,
    proof: 'MASTER_RECORD',
    linkedAt: now(),
  } as const
  await db.mobileLink.create({ data: link })
  const actor: ConsumerActor = { kind: 'consumer', consumerId: consumer.id, sessionId: randomUUID() }
  return { connectionId: connection.id, consumerNo, actor, mobile }
}

export type TestBill = { id: string; billNo: string; paymentReference: string }

/**
 * Issues a bill of a month as billing does: billed on the 2nd, due on the 17th. `own` is its demand in paise,
 * `surcharge` what it charges anew; what was unpaid before stands on it.
 */
export async function makeBill(
  { db, now }: Services,
  home: Pick<Home, 'connectionId' | 'consumerNo'>,
  given: {
    of: string
    own: number
    subsidy?: number
    surcharge?: number
    prompt?: number
    digital?: number
    mode?: 'PREPAID'
  },
): Promise<TestBill> {
  const of = month(given.of)
  const billedOn = addDays(firstDayOf(addMonths(of, 1)), 1)
  const [id, paymentReference] = [randomUUID(), newReference(home.connectionId)]
  const mode: 'PREPAID' | 'POSTPAID' = given.mode ?? 'POSTPAID'
  const [own, subsidy, surcharge] = [paise(given.own), paise(given.subsidy ?? 0), paise(given.surcharge ?? 0)]
  await db.$transaction(async (tx) => {
    const before = await billStandings(tx, home.connectionId)
    const carried = sumPaise([...before.values()].map((bill) => bill.unpaidSurchargePaise))
    const arrears = paise(totalUnpaid(before) - carried)
    const payable = paise(own + surcharge + carried + arrears)
    const lines = testLines({ own, subsidy, arrears, dps: paise(carried + surcharge), surcharge })
    const data = {
      ...{ id, connectionId: home.connectionId, billNo: `${of.slice(2, 4)}${of.slice(5)}-${home.consumerNo}` },
      ...{ month: of, periodFrom: dayToColumn(firstDayOf(of)), periodTo: dayToColumn(lastDayOf(of)) },
      ...{ billedOn: dayToColumn(billedOn), dueOn: dayToColumn(addDays(billedOn, 15)), basis: 'ACTUAL' as const, mode },
      ...{
        holderName: 'Test Holder',
        address: 'Plot 0',
        subdivision: 'Test',
        category: 'DS_URBAN',
        phase: 'SINGLE' as const,
      },
      ...{ sanctionedLoadW: 2000, dailyWh: dailyZeros(of), energyWh: 0n, currentDemandPaise: own, issuedAt: now() },
      ...{ payableByDuePaise: payable, payableAfterDuePaise: paise(payable + 1_000n) },
      promptRebatePaise: BigInt(given.prompt ?? 0),
      promptUntilOn: given.prompt === undefined ? null : dayToColumn(addDays(billedOn, 5)),
      ...{ digitalRebatePaise: BigInt(given.digital ?? 0), paymentReference },
    } as const
    await tx.bill.create({ data })
    const { billNo, connectionId } = data
    await tx.billLine.createMany({
      data: lines.map((line, index) => ({ connectionId, billId: id, position: index + 1, ...line })),
    })
    const amounts = { ownPaise: own, openingPaise: ZERO_PAISE, chargedSurchargePaise: surcharge }
    const issued = { ...amounts, lines, id, billNo, connectionId, mode, billedOn }
    await recordBillIssued(tx, issued, now())
  })
  return { id, billNo: `${of.slice(2, 4)}${of.slice(5)}-${home.consumerNo}`, paymentReference }
}

function testLines(of: { own: Paise; subsidy: Paise; arrears: Paise; dps: Paise; surcharge: Paise }) {
  return [
    // As a utility tells them: without rule and rate, so that the bill can be printed.
    { code: 'FIXED', amountPaise: paise(of.own + of.subsidy), arithmetic: { issuer: 'UTILITY' } },
    { code: 'SUBSIDY', amountPaise: paise(-of.subsidy), arithmetic: { issuer: 'UTILITY' } },
    { code: 'ARREARS', amountPaise: of.arrears, arithmetic: {} },
    { code: 'DPS', amountPaise: of.dps, arithmetic: { chargedPaise: of.surcharge.toString() } },
  ].filter(({ amountPaise }) => amountPaise !== ZERO_PAISE)
}

const dailyZeros = (of: Month) => Array.from({ length: daysInMonth(of) }, () => 0n)
