import { portalFile } from '#app/portal-file.ts'
import { isPayable } from '#lib/billing/bill-state.ts'
import { dueCalendar } from '#lib/billing/due-calendar.ts'
import { getBill } from '#lib/billing/get-bill.ts'
import { contentDisposition } from '#lib/platform/content-disposition.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'

type Context = { params: Promise<{ connection: string; bill: string }> }

/** The due day for the reader's calendar; 404 for a bill that is not theirs, or that asks for nothing. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const asked = await portalFile(request)
  if (!asked.ok) return asked.answer
  const { services, actor, locale } = asked
  const { connection: connectionId, bill: billId } = await params
  const bill = await getBill(services, actor, { connectionId, billId })
  if (!bill || !isPayable(bill.state)) return json({ error: 'not found' }, 404)
  const billUrl = `${env().portalUrl}/c/${bill.connectionId}/bills/${bill.id}`
  const entry = { billId: bill.id, month: bill.month, dueOn: bill.dueOn }
  return new Response(dueCalendar(entry, { billUrl, locale, now: services.now() }), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': contentDisposition('attachment', `bill-${bill.month}.ics`),
      'Cache-Control': 'private, no-store',
    },
  })
}
