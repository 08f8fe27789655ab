import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type APIRequestContext, request } from '@playwright/test'
import { complaintNumber } from '#lib/complaints/complaint-number.ts'
import { expect } from '../fixtures.ts'
import { workers } from '../support/at-rest.ts'
import { ask, bookedPayments, type Place } from '../support/books.ts'
import { untilInOrder } from '../support/in-order.ts'
import { type Acknowledged, payAllTheTime } from '../support/payer.ts'
import type { Portal } from '../support/portal.ts'

export const INGEST_TOKEN = 'a-token-of-the-tests-of-faults'
/** Slow enough that the payments last for as long as the longest test does. */
const PACE = { most: 50_000, restMs: 200 }
/** A network address may ask for 200 codes an hour, and the clock is held. */
const MOST_HOMES = 150
/** What everybody complains of, and its clock in the catalogue. */
const CATEGORY = 'SUPPLY'
const CLOCK_MS = 24 * 3_600_000

/** A complaint that the portal said it has; with the number that its page showed, where that was still served. */
type Complained = { id: string; home: string; number: string | null }

/**
 * People and systems that go on whatever happens: payments by a bill's printed QR, and files that bring one home each, whose
 * consumer then asks for a code, logs in and complains. What the portal said that it has is kept.
 */
export function steadyLoad(url: string, uri: string) {
  const payments = payAllTheTime(url, uri, PACE)
  const { piece, atRest } = workers()
  const homes: string[] = []
  const codes: string[] = []
  const complaints: Complained[] = []
  let isStopped = false
  const bringing = (async () => {
    for (let index = 0; !isStopped && index < MOST_HOMES; index++) {
      const serial = String(index).padStart(4, '0')
      await piece(async () => {
        if (!(await bringHome(url, serial))) return
        homes.push(consumerNo(serial))
        const person = await request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } })
        if (await asksForCode(person, mobile(serial))) {
          codes.push(mobile(serial))
          const complained = await complain(person, mobile(serial))
          if (complained) complaints.push({ ...complained, home: consumerNo(serial) })
        }
        await person.dispose()
      })
      await pause(50)
    }
  })()
  const count = () => payments.acknowledged.length + homes.length + codes.length + complaints.length
  return {
    acknowledged: count,
    paid: () => payments.acknowledged.length,
    complaints: () => complaints.length,
    /** Ends it. */
    stop: async () => {
      isStopped = true
      await Promise.all([payments.stop(), bringing])
    },
    /**
     * What must hold after each fault, and is looked at while nothing is under way: the books are in order, and what was
     * said to be there is, once and as it was said. Returns it for the table.
     */
    verify: (portal: Portal, place: Place) =>
      payments.atRest(() =>
        atRest(async () => {
          const ledger = await untilInOrder(portal)
          const missing = await missingIn(place, { payments: payments.acknowledged, homes, codes, complaints })
          expect(missing).toEqual([])
          return { acknowledged: count(), found: count() - missing.length, ledger }
        }),
      ),
  }
}

type Said = { payments: readonly Acknowledged[]; homes: string[]; codes: string[]; complaints: readonly Complained[] }

/** Names what is missing, doubled or not as it was said. */
async function missingIn(place: Place, { payments, homes, codes, complaints }: Said): Promise<string[]> {
  const booked = await bookedPayments(place)
  const found = async (question: string, names: string[]) =>
    new Set((await ask(place, question, [names])).map(({ name }) => name as string))
  const known = await found(`select "consumerNo" as "name" from "Connection" where "consumerNo" = any($1)`, homes)
  const sent = await found(
    `select "toMobile" as "name" from "Message" where "kind" = 'OTP' and "toMobile" = any($1)`,
    codes,
  )
  const registered = await registeredComplaints(place)
  return [
    ...payments
      .filter(({ gatewayPaymentId, amountPaise }) => String(booked.get(gatewayPaymentId)) !== String(amountPaise))
      .map(({ gatewayPaymentId }) => gatewayPaymentId),
    ...homes.filter((home) => !known.has(home)),
    ...codes.filter((code) => !sent.has(code)),
    ...complaints.filter((said) => !isRegistered(said, registered)).map(({ id }) => `complaint ${id}`),
  ]
}

const consumerNo = (serial: string) => `9870${serial}`
const mobile = (serial: string) => `911004${serial}`

async function bringHome(url: string, serial: string): Promise<boolean> {
  const header =
    'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision'
  const row = `${consumerNo(serial)},Invented Person,${mobile(serial)},"Plot ${serial}, Ranchi",DS_URBAN,POSTPAID,2,SINGLE,FA${serial},30,Kokar`
  const headers = { authorization: `Bearer ${INGEST_TOKEN}`, 'content-type': 'text/csv' }
  const body = `${header}\n${row}\n`
  const init = { method: 'POST', body, headers, signal: AbortSignal.timeout(30_000) }
  const answer = await fetch(`${url}/api/ingest/consumers`, init).catch(() => null)
  return answer?.status === 200
}

const ONCE = { maxRedirects: 0, timeout: 30_000 }

async function asksForCode(person: APIRequestContext, who: string): Promise<boolean> {
  const answer = await person.post('/api/login', { form: { who }, ...ONCE }).catch(() => null)
  return answer?.status() === 303 && answer.headers().location === '/login/code'
}

/** Logs in with the code that came and complains of no supply; null where the portal does not say that it has it. */
async function complain(person: APIRequestContext, who: string): Promise<Omit<Complained, 'home'> | null> {
  try {
    const told: { text: string }[] = await (await person.get(`/demo/messages.json?to=${who}`, ONCE)).json()
    const code = told.map(({ text }) => /^\d{6}\b/.exec(text)?.[0]).find((one) => one !== undefined) ?? ''
    const loggedIn = await person.post('/api/login/code', { form: { code }, ...ONCE })
    const connection = /^\/c\/([0-9a-f-]{36})/.exec(loggedIn.headers().location ?? '')?.[1] ?? ''
    const form = { connection, key: randomUUID(), category: CATEGORY, since: 'since noon', detail: '' }
    const answer = await person.post('/api/complaints', { multipart: form, ...ONCE })
    const thread = answer.headers().location ?? ''
    const id = /\/complaints\/([0-9a-f-]{36})\?sent$/.exec(thread)?.[1]
    if (!id) return null
    const page = await person.get(thread, ONCE).then(
      (shown) => shown.text(),
      () => '',
    )
    return { id, number: /C-\d{4}-\d{5}/.exec(page)?.[0] ?? null }
  } catch {
    return null
  }
}

type Registered = { id: string; home: string; sequence: string; registeredAt: Date; dueAt: Date; begun: number }

/** The complaints about homes of this load. */
const registeredComplaints = (place: Place): Promise<Registered[]> =>
  ask(
    place,
    `select c."id", n."consumerNo" as "home", c."sequence", c."registeredAt", c."dueAt",
       (select count(*)::int from "ComplaintEvent" e where e."complaintId" = c."id" and e."kind" = 'REGISTERED') as "begun"
     from "Complaint" c join "Connection" n on n."id" = c."connectionId" where n."consumerNo" like '9870____'`,
  )

/** It alone is there about its home, with the number that was shown and the catalogue's clock. */
function isRegistered({ id, home, number }: Complained, registered: readonly Registered[]): boolean {
  const [found, ...others] = registered.filter((one) => one.home === home)
  return (
    found !== undefined &&
    others.length === 0 &&
    found.id === id &&
    found.begun === 1 &&
    found.dueAt.getTime() - found.registeredAt.getTime() === CLOCK_MS &&
    (number === null || complaintNumber({ ...found, sequence: BigInt(found.sequence) }) === number)
  )
}
