import { scannerAnswers } from '#lib/files/scan-file.ts'
import { CODES_HELD } from '#lib/identity/code-breaker.ts'
import { GUESSING } from '#lib/identity/guess-budget.ts'
import { alarmSince, type LoginAlarm } from '#lib/identity/login-alarm.ts'
import { CODES_UNANSWERED } from '#lib/identity/watch-answers.ts'
import { SLOW_GUESSING } from '#lib/identity/watch-guesses.ts'
import { NUMBERS_IN_A_ROW } from '#lib/identity/watch-runs.ts'
import { lastVerdict } from '#lib/payments/verify-on-schedule.ts'
import { secondsAhead } from '#lib/platform/clock-apart.ts'
import { guardedBy, rowsAreHeld } from '#lib/platform/guarded-by.ts'
import { json } from '#lib/platform/http.ts'
import { checkReadiness } from '#lib/platform/readiness.ts'
import { getReplica, getServices } from '#lib/platform/services.ts'

export const dynamic = 'force-dynamic'

/**
 * 200 only while the database answers and has every migration of this version, else 503 with the reason. The detail
 * says when the books were last checked, which invariants did not hold, whether triggers alone guard what is history or
 * the account's rights too, whether the database holds each consumer to their own rows, since when codes are guessed over many numbers, held back, left unanswered or asked for by one
 * number after another (null: they are not), whether a replica keeps up (null: there is none), whether the scanner of files
 * answers (null: there is none), and by how many seconds the clock of this process is ahead of the database's (null: they are
 * not apart); broken books, what is done with codes, a replica left behind, a scanner that is silent and clocks that are apart
 * are an alarm, no reason to turn consumers away.
 */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(getServices)
  if (!readiness.ok) return json({ status: 'not ready', reason: readiness.reason }, 503)
  const services = getServices()
  const ledger = await lastVerdict(services).catch(() => null)
  const since = (alarm: LoginAlarm) => alarmSince(services, alarm).catch(() => null)
  const guards = await guardedBy(services.db).catch(() => null)
  return json({
    status: 'ready',
    ledger: { checkedAt: ledger?.at ?? null, broken: ledger?.broken ?? null, guardedBy: guards },
    rowsHeld: await rowsAreHeld(services.db).catch(() => null),
    login: {
      guessingSince: await since(GUESSING),
      slowGuessingSince: await since(SLOW_GUESSING),
      codesHeldSince: await since(CODES_HELD),
      codesUnansweredSince: await since(CODES_UNANSWERED),
      numbersInARowSince: await since(NUMBERS_IN_A_ROW),
    },
    clock: { secondsAhead: await secondsAhead(services).catch(() => null) },
    replica: getReplica()?.watch.keepsUp() ?? null,
    scanner: await scannerAnswers(),
  })
}
