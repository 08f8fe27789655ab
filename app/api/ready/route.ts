import { lastVerdict } from '#lib/payments/verify-on-schedule.ts'
import { json } from '#lib/platform/http.ts'
import { checkReadiness } from '#lib/platform/readiness.ts'
import { getServices } from '#lib/platform/services.ts'

export const dynamic = 'force-dynamic'

/**
 * 200 only while the database answers and has every migration of this version, else 503 with the reason. The detail
 * says when the books were last checked and which invariants did not hold; broken books are an alarm, no reason to
 * turn consumers away.
 */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(getServices)
  if (!readiness.ok) return json({ status: 'not ready', reason: readiness.reason }, 503)
  const ledger = await lastVerdict(getServices()).catch(() => null)
  return json({ status: 'ready', ledger: ledger && { checkedAt: ledger.at, broken: ledger.broken } })
}
