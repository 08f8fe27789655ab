import { Gauge, Registry } from 'prom-client'
import { scannerAnswers, scannerSignaturesAt } from '#lib/files/scan-file.ts'
import { CODES_HELD } from '#lib/identity/code-breaker.ts'
import { GUESSING } from '#lib/identity/guess-budget.ts'
import { alarmSince } from '#lib/identity/login-alarm.ts'
import { CODES_UNANSWERED } from '#lib/identity/watch-answers.ts'
import { SLOW_GUESSING } from '#lib/identity/watch-guesses.ts'
import { NUMBERS_IN_A_ROW } from '#lib/identity/watch-runs.ts'
import { lastFiles } from '#lib/ingest/health/last-files.ts'
import { lastVerdict } from '#lib/payments/verify-on-schedule.ts'
import { secondsAhead } from '#lib/platform/clock-apart.ts'
import { getReplica, type Services } from '#lib/platform/services.ts'
import { countManyLooks } from '#lib/staff/many-looks.ts'
import { readAdvisories } from './advisories.ts'
import { readMoneyQueues, readQueues } from './read-queues.ts'

const A_DAY_MS = 86_400_000

/**
 * What the database knows of the portal's state, as Prometheus reads it: each is the same whichever portal process is
 * asked, but for what it sees of this one's clock, packages, scanner and replica. No consumer, number or amount is in it. Each is asked of an index or of a table with few rows.
 */
export async function stateMetrics(services: Services): Promise<Registry> {
  const registry = new Registry()
  const gauge = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Gauge<T>({ name, help, labelNames, registers: [registry] })
  const now = services.now().getTime()
  const waiting = gauge('portal_waiting', 'What waits to be done, by queue.', ['queue'])
  const oldest = gauge('portal_waiting_oldest_seconds', 'For how long the first of it has been due.', ['queue'])
  const alarms = gauge('portal_payment_alarms', 'Alarms about money that nobody has cleared, by kind.', ['kind'])
  const checkedAt = gauge(
    'portal_ledger_checked_timestamp_seconds',
    'When the invariants of the books were last checked.',
  )
  const broken = gauge('portal_ledger_broken_invariants', 'How many of them did not hold then.')
  const guessed = gauge('portal_codes_guessed', '1 while codes are guessed over many numbers.')
  const guessedSlowly = gauge(
    'portal_codes_guessed_slowly',
    '1 for an hour after too many of a day’s codes were tried and never typed right.',
  )
  const held = gauge('portal_codes_held', '1 for an hour after codes were held back.')
  const unanswered = gauge('portal_codes_unanswered', '1 for an hour after too few codes led to a right answer.')
  const inARow = gauge(
    'portal_numbers_in_a_row',
    '1 for an hour after codes were asked for by one number after another.',
  )
  const manyLooks = gauge('portal_many_looks', 'Alarms of the last hour about officers who look at many connections.')
  const lastFile = gauge('portal_ingest_last_timestamp_seconds', 'When the last file of a kind began to come.', [
    'kind',
  ])
  const rejected = gauge('portal_ingest_rejected_rows', 'Rows of the last day’s files that were not taken.', ['kind'])

  const [queues, moneyQueues, verdict, guessing, codesHeld, codesUnanswered, looks, openAlarms, kinds, lateRejections] =
    await Promise.all([
      readQueues(services),
      readMoneyQueues(services),
      lastVerdict(services),
      alarmSince(services, GUESSING),
      alarmSince(services, CODES_HELD),
      alarmSince(services, CODES_UNANSWERED),
      countManyLooks(services),
      services.db.paymentAlarm.groupBy({ by: ['kind'], where: { clearedAt: null }, _count: true }),
      lastFiles(services.db),
      services.db.ingestBatch.groupBy({
        by: ['kind'],
        where: { startedAt: { gt: new Date(now - A_DAY_MS) } },
        _sum: { rejected: true },
      }),
    ])
  for (const { queue, count, since } of [...queues, ...moneyQueues]) {
    waiting.set({ queue }, count)
    oldest.set({ queue }, since ? Math.max(0, (now - since.getTime()) / 1_000) : 0)
  }
  for (const { kind, _count } of openAlarms) alarms.set({ kind }, _count)
  checkedAt.set(verdict ? verdict.at.getTime() / 1_000 : 0)
  broken.set(verdict?.broken.length ?? 0)
  guessed.set(guessing ? 1 : 0)
  guessedSlowly.set((await alarmSince(services, SLOW_GUESSING)) ? 1 : 0)
  held.set(codesHeld ? 1 : 0)
  unanswered.set(codesUnanswered ? 1 : 0)
  inARow.set((await alarmSince(services, NUMBERS_IN_A_ROW)) ? 1 : 0)
  manyLooks.set(looks)
  for (const { kind, startedAt } of kinds) lastFile.set({ kind }, startedAt.getTime() / 1_000)
  for (const { kind, _sum } of lateRejections) rejected.set({ kind }, _sum.rejected ?? 0)
  const ahead = await secondsAhead(services)
  gauge('portal_clock_ahead_seconds', 'Of this process, where clocks are apart by more than they may be; else 0.').set(
    ahead ?? 0,
  )
  const advisories = await readAdvisories()
  gauge('portal_advisories_checked_timestamp_seconds', 'When the registry was last asked; 0: never.').set(
    advisories ? advisories.checkedAt.getTime() / 1_000 : 0,
  )
  const known = gauge('portal_advisories', 'Packages of which an advisory is known, by how grave it is.', ['severity'])
  for (const [severity, count] of Object.entries(advisories?.packages ?? {})) known.set({ severity }, count)
  const scanner = await scannerAnswers()
  if (scanner !== null) gauge('portal_scanner_answers', '1 while the scanner of files answers.').set(scanner ? 1 : 0)
  const signaturesAt = await scannerSignaturesAt()
  if (signaturesAt !== undefined)
    gauge(
      'portal_scanner_signatures_timestamp_seconds',
      'When the scanner’s signatures were made; 0: it does not say.',
    ).set((signaturesAt?.getTime() ?? 0) / 1_000)
  const replica = getReplica()
  if (replica)
    gauge('portal_replica_keeps_up', '1 while the replica is read from.').set(replica.watch.keepsUp() ? 1 : 0)
  return registry
}
