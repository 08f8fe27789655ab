import { sealAudit } from '#lib/audit/seal-audit.ts'
import { endUnusedLeave } from '#lib/identity/end-unused-leave.ts'
import { forgetSpent } from '#lib/identity/forget-spent.ts'
import { forgetUnusedPasskeys } from '#lib/identity/passkey-trust.ts'
import { tellTriedLogins } from '#lib/identity/tell-tried-logins.ts'
import { watchAnswers } from '#lib/identity/watch-answers.ts'
import { slowGuessWatch } from '#lib/identity/watch-guesses.ts'
import { watchRuns } from '#lib/identity/watch-runs.ts'
import { countCoverage } from '#lib/ingest/health/count-coverage.ts'
import { sealRoot } from '#lib/ledger/seal-root.ts'
import { forgetLinkRequests } from '#lib/linking/forget-requests.ts'
import { sweepChats } from '#lib/messaging/chat/sweep-chats.ts'
import { sweepMessages } from '#lib/messaging/sweep-messages.ts'
import { keepReadingMonths } from '#lib/metering/reading-months.ts'
import { dailyNotices } from '#lib/notifications/daily/daily-notices.ts'
import { lateWork } from '#lib/notifications/late-work.ts'
import { sendPushes } from '#lib/notifications/push/send-pushes.ts'
import { restoredSupply } from '#lib/notifications/restored-supply.ts'
import { chaseSettlements } from '#lib/payments/chase-settlements.ts'
import { demoRedelivery } from '#lib/payments/gateway/demo-deliver.ts'
import { getPaymentJobServices } from '#lib/payments/payment-services.ts'
import { reconcile, sweepGateway } from '#lib/payments/reconcile.ts'
import { forgetKeys } from '#lib/payments/request-key.ts'
import { sendRefunds } from '#lib/payments/send-refunds.ts'
import { sweepInbox } from '#lib/payments/sweep-inbox.ts'
import { verifyOnSchedule } from '#lib/payments/verify-on-schedule.ts'
import { clockWatch } from '#lib/platform/clock-apart.ts'
import { env } from '#lib/platform/env.ts'
import { logFault } from '#lib/platform/log.ts'
import { getPatientServices } from '#lib/platform/services.ts'
import { erasureKeeper } from '#lib/privacy/erasure-list.ts'
import { forgetComplaints } from '#lib/privacy/forget-complaints.ts'
import { forgetIdleLogins } from '#lib/privacy/forget-idle-logins.ts'
import { forgetOld } from '#lib/privacy/forget-old.ts'
import { forgetReadings } from '#lib/privacy/forget-readings.ts'
import { forgetPayLinks } from '#lib/quick-pay/pay-link.ts'
import { applySettings } from '#lib/settings/apply-settings.ts'

/** Each does nothing while it is not due, and two processes that do it at once do no harm. */
const CHORES = {
  Clocks: clockWatch(),
  'Sweep of the inbox': sweepInbox,
  'Messages of chats': sweepChats,
  'Settings of the desk': applySettings,
  'Keys of requests': forgetKeys,
  'Requests to link': forgetLinkRequests,
  'Codes and counts that are spent': forgetSpent,
  'Logins that were tried': tellTriedLogins,
  'Codes that nobody answers': watchAnswers,
  'Codes for one number after another': watchRuns,
  'Codes that are guessed slowly': slowGuessWatch(),
  'Browsers and copies whose time is over': endUnusedLeave,
  'Passkeys that nobody uses': forgetUnusedPasskeys,
  'Short links': forgetPayLinks,
  'Attempts without an event': reconcile,
  'Payments of the gateway': sweepGateway,
  Refunds: sendRefunds,
  'Settled payments that were not known': chaseSettlements,
  'Root of the ledger': sealRoot,
  'Seal of the audit': sealAudit,
  'Messages that nobody is at': sweepMessages,
  'Supply that is back': restoredSupply,
  'Notices of the day': dailyNotices,
  'Work announced today': lateWork,
  'News by push': sendPushes,
  'What is older than is kept': forgetOld,
  'Readings that are kept no longer': forgetReadings,
  'Complaints that are kept no longer': forgetComplaints,
  'Logins that nobody needs': forgetIdleLogins,
  'List of erasures': erasureKeeper(),
}
/** Those that read everything or move whole months, which may take longer than a minute: in a line of their own. */
const LONG_CHORES = {
  'Months of readings': keepReadingMonths,
  'Meters that were read': countCoverage,
  Invariants: verifyOnSchedule,
}
const EACH_MINUTE_MS = 60_000
/** Soon, so that whoever tries out what a death leaves does not wait: a real gateway comes back after minutes and hours. */
const DEMO_GATEWAY_RETRIES_MS = 2_000
// The demo's gateway answers in this same process, which must be listening by then.
const AFTER_START_MS = 2_000

/** Does what is due by the clock, and what an earlier process stored and did not get to, as long as this process runs. */
export function startChores(): void {
  setTimeout(round, AFTER_START_MS).unref()
  setInterval(round, EACH_MINUTE_MS).unref()
  setTimeout(longRound, AFTER_START_MS).unref()
  if (env().mode !== 'demo') return
  const redeliver = demoRedelivery()
  setTimeout(demoRound, DEMO_GATEWAY_RETRIES_MS, redeliver).unref()
}

/** One that fails does not keep the next from its turn. */
async function round(): Promise<void> {
  for (const [name, chore] of Object.entries(CHORES))
    await chore(getPaymentJobServices()).catch((error) => logFault('CHORE', { kind: name }, error))
}

/** The next begins a minute after the end of the last, so that a long one is not begun a second time. */
async function longRound(): Promise<void> {
  for (const [name, chore] of Object.entries(LONG_CHORES))
    await chore(getPatientServices()).catch((error) => logFault('CHORE', { kind: name }, error))
  setTimeout(longRound, EACH_MINUTE_MS).unref()
}

/** The next begins after the end of the last, so that of two rounds neither sends what the other has under way. */
async function demoRound(redeliver: () => Promise<unknown>): Promise<void> {
  await redeliver().catch((error) => logFault('CHORE', { kind: 'Events of the demo’s gateway' }, error))
  setTimeout(demoRound, DEMO_GATEWAY_RETRIES_MS, redeliver).unref()
}
