import { json } from '#lib/platform/http.ts'
import { checkReadiness } from '#lib/platform/readiness.ts'
import { getServices } from '#lib/platform/services.ts'

export const dynamic = 'force-dynamic'

/** 200 only while the database answers and has every migration of this version, else 503 with the reason. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(getServices)
  return readiness.ok ? json({ status: 'ready' }) : json({ status: 'not ready', reason: readiness.reason }, 503)
}
