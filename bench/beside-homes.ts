import { createHash, randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { RejectedRows } from '#lib/ingest/door/rejected-rows.ts'
import { NOTHING } from '#lib/ingest/ingestion.ts'
import { UNUSED_WRITER } from '#lib/ingest/unused-store.ts'
import { recordDelivery } from '#lib/messaging/record-delivery.ts'
import { type NewMessage, queueMessages } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { keepRefused } from '#lib/metering/validation/refused-readings.ts'
import type { Db } from '#lib/platform/db.ts'
import { addDays, dayOf } from '#lib/units/ist.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { rounded } from './table.ts'

/** How much of a table a consumer makes in a year, and how long that stays; what makes it is said in docs/scale.md. */
type Kept = { name: string; rowsAYear: number; keptYears: number | null }

/**
 * A year of somebody who logs in once a month, logs out every second time, pays each bill and is reminded of every second
 * one, whose meter sends a profile of the day and one of its half hours a day, and has one in a thousand refused.
 */
const YEAR: readonly Kept[] = [
  { name: 'AuditEntry', rowsAYear: 12 * 2 + 6, keptYears: null },
  { name: 'AuditSeal', rowsAYear: 12 * 2 + 6, keptYears: null },
  { name: 'Message', rowsAYear: 12 * 3 + 6, keptYears: 1 },
  { name: 'UnusedPart', rowsAYear: 2 * 365, keptYears: 90 / 365 },
  { name: 'RefusedReading', rowsAYear: 365 / 1_000, keptYears: 3 },
  { name: 'RejectedRows', rowsAYear: 365 / 1_000, keptYears: 90 / 365 },
]

const ROWS = 10_000
const AT_ONCE = 500
const LINES_A_FILE = 1_000
/** Logins at a time. */
const TOGETHER = 2

/** Bytes a row, with indexes, and what that is for a consumer: in a year, and in the database at a time (null: all of it stays). */
export type BesideHomes = {
  name: string
  rows: number
  bytesARow: number
  rowsAYear: number
  bytesPerConsumerAndYear: number
  bytesPerConsumerKept: number | null
}

/**
 * Measures the tables that hold no home, each filled by the verbs that fill it, in a town with homes. Of `RejectedRows` a row
 * is a line of a file: that is what grows.
 */
export async function besideHomes(owner: Db, at: Date): Promise<BesideHomes[]> {
  const homes = await owner.$queryRaw<Home[]>`
    select i."connectionId"::text, i."meterId"::text, m."serialNo", l."consumerId"::text, p."mobile"
      from "MeterInstallation" i join "Meter" m on m."id" = i."meterId"
      join "MobileLink" l on l."connectionId" = i."connectionId" join "Consumer" p on p."id" = l."consumerId"
     limit 1000`
  await audit(owner, homes, at)
  await messages(owner, homes, at)
  const lines = await files(owner, homes, at)
  await owner.$executeRaw`vacuum analyze`
  const sizes = await owner.$queryRaw<{ name: string; bytes: bigint }[]>`
    select relname as "name", pg_total_relation_size(oid) as "bytes" from pg_class
     where relnamespace = 'public'::regnamespace and relname = any(${YEAR.map(({ name }) => name)})`
  const counted = async (name: string) => {
    if (name === 'RejectedRows') return lines
    // A name of the schema.
    const [row] = await owner.$queryRawUnsafe<{ count: bigint }[]>(`select count(*) from "${name}"`)
    return Number(row?.count)
  }
  const measured: BesideHomes[] = []
  for (const { name, rowsAYear, keptYears } of YEAR) {
    const rows = await counted(name)
    const bytesARow = Number(sizes.find((size) => size.name === name)?.bytes) / rows
    const perYear = bytesARow * rowsAYear
    measured.push({
      ...{ name, rows, bytesARow: Math.round(bytesARow), rowsAYear: rounded(rowsAYear, 3) },
      bytesPerConsumerAndYear: Math.round(perYear),
      bytesPerConsumerKept: keptYears === null ? null : Math.round(perYear * keptYears),
    })
  }
  return measured
}

type Home = { connectionId: string; meterId: string; serialNo: string; consumerId: string; mobile: string }
const DEVICE = 'Chrome, Android'

/** Logins, several at a time as they come, so that entries hang in several lanes. */
async function audit(owner: Db, homes: readonly Home[], at: Date): Promise<void> {
  const logIn = async (n: number) => {
    const { consumerId } = homes[n % homes.length] as Home
    const sessionId = randomUUID()
    const consumer = { kind: 'consumer', consumerId, sessionId } as const
    const subject = createHash('sha256').update(sessionId).digest('base64url').slice(0, 12)
    const source = `198.51.${n >> 8}.${n & 255}`
    const asked = { at, detail: { by: 'mobile', subject } }
    await recordAudit(owner, { kind: 'anonymous', source }, 'login.code-requested', asked)
    const detail = { session: sessionId, by: 'mobile', device: DEVICE }
    await recordAudit(owner, consumer, 'login.succeeded', { at, detail })
    if (n % 2 === 0)
      await recordAudit(owner, consumer, 'session.ended', {
        at,
        detail: { which: 'this', session: sessionId, count: 1 },
      })
  }
  for (let n = 0; n < ROWS / 2.5; n += TOGETHER)
    await Promise.all(Array.from({ length: TOGETHER }, (_, k) => logIn(n + k)))
}

/** Codes, bills, receipts and reminders, taken by a provider that reports of each. */
async function messages(owner: Db, homes: readonly Home[], at: Date): Promise<void> {
  const day = '5 November 2026'
  const news: ((id: string, to: Mobile) => NewMessage)[] = [
    (_, to) => ({
      ...{ channel: 'SMS', to, kind: 'OTP', at },
      ...templateText('hi', 'sms', 'otp', { code: '000000', portal: 'Bijli Khata', minutes: 5 }),
    }),
    (id, to) => {
      const facts = { month: 'अक्टूबर 2026', period: '1 अक्टूबर – 31 अक्टूबर 2026', units: '148.25' }
      const said = templateText('hi', 'bills', 'smsDue', { ...facts, amount: '₹1,043.50', due: day })
      const document = `/c/${id}/bills/${randomUUID()}/pdf?lang=hi`
      return { channel: 'SMS', to, kind: 'BILL_READY', document, onceKey: `bill-ready:${id}:${to}`, at, ...said }
    },
    (id, to) => {
      const facts = { amount: '₹1,043.50', day, receiptNo: 'R-2611-000123' }
      const said = templateText('hi', 'payments', 'smsPaid', facts)
      return { channel: 'SMS', to, kind: 'PAYMENT_RECEIVED', onceKey: `PAYMENT_RECEIVED:${id}:${to}`, at, ...said }
    },
  ]
  for (let n = 0; n < ROWS; n += AT_ONCE) {
    const rows = Array.from({ length: AT_ONCE }, (_, k) => {
      const { mobile } = homes[(n + k) % homes.length] as Home
      return (news[(n + k) % news.length] as (typeof news)[number])(randomUUID(), mobile as Mobile)
    })
    await owner.$transaction((tx) => queueMessages(tx, rows))
    // What send-due and a provider's reports make of them.
    await owner.$executeRaw`
      update "Message" set "attempts" = 1, "text" = case when "kind" = 'OTP' then '' else "text" end,
             "content" = case when "kind" = 'OTP' then null else "content" end
       where "deliveredAt" is null`
    const sent = await owner.message.findMany({ where: { deliveredAt: null }, select: { id: true } })
    for (const { id } of sent)
      await recordDelivery(
        { db: owner, now: () => at },
        { messageId: id, providerId: `4163${randomUUID().replaceAll('-', '').slice(0, 20)}`, state: 'DELIVERED', at },
      )
    await owner.$executeRaw`vacuum "Message"`
  }
}

/** What is left of profiles of a day as the published examples have them, refused half hours, and lines. */
async function files(owner: Db, homes: readonly Home[], at: Date): Promise<number> {
  const batch = () =>
    owner.ingestBatch.create({
      data: { kind: 'block-reads', source: 'hes.csv', contentHash: '', startedAt: at },
      select: { id: true },
    })
  const { id: batchId } = await batch()
  const today = dayOf(at)
  const context = { batchId, now: at, today, shiftDays: 0, isDryRun: false }
  for (let n = 0; n < ROWS; n += AT_ONCE) {
    const ofHomes = Array.from({ length: AT_ONCE }, (_, k) => ({
      n: n + k,
      home: homes[(n + k) % homes.length] as Home,
    }))
    const parts = ofHomes.map((one) => unusedPart(one.n, one.home))
    const refused = ofHomes.map((one) =>
      refusedReading(one.home, addDays(today, -1 - Math.floor(one.n / homes.length))),
    )
    await owner.$transaction((tx) => UNUSED_WRITER.writeBatch(tx, parts, context))
    await owner.$transaction((tx) => keepRefused(tx, refused, { batchId, receivedAt: at }))
  }
  for (let n = 0; n < ROWS; n += LINES_A_FILE) {
    const rejected = new RejectedRows()
    for (let line = 2; line < LINES_A_FILE + 2; line += 1)
      rejected.add({ line, reason: `meter_no ${homes[line % homes.length]?.serialNo} is in place nowhere on that day` })
    await rejected.keep({ db: owner }, { ...NOTHING, batch: (await batch()).id })
  }
  return ROWS
}

/** Of one meter's day: energy that was sent out, which a home has none of, by half hours and in all. */
function unusedPart(n: number, { serialNo }: Home) {
  const meterRefs = [{ value: `did:web:discom.example:assets:meter:${serialNo}`, scheme: 'DID' }]
  const isBlocks = n % 2 === 0
  const left = isBlocks ? [null, 0] : [null, 0, 0, null, null]
  const intervals = Array.from({ length: isBlocks ? 48 : 1 }, () => ({ payloads: left }))
  const id = createHash('sha256').update(`${n} ${serialNo}`).digest('hex')
  return { id, profileType: isBlocks ? 'INTERVAL' : 'DAILY', path: `$[${n + 1}]`, rest: { intervals, meterRefs } }
}

function refusedReading({ connectionId, meterId }: Home, onDay: ReturnType<typeof dayOf>) {
  const said = { kwh: '99.123', voltage_v: '231.4', outage_minutes: '0' }
  const reading = { block: 12, intervalMinutes: 30, column: 'kwh', limit: '14', said }
  return { connectionId, meterId, onDay, reading }
}
