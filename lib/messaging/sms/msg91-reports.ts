import { z } from 'zod'
import type { DeliveryReport } from '../record-delivery.ts'

/** MSG91's help, "delivery report on a webhook URL": 1 delivered, 2 failed, 9 not disturb, 16 and 25 rejected, 17 blocked. */
const STATES: Record<string, DeliveryReport['state']> = {
  ...{ '1': 'DELIVERED', '2': 'FAILED', '9': 'FAILED', '16': 'FAILED', '17': 'FAILED', '25': 'FAILED' },
}

const requestId = z.string().min(1).max(100)
const one = z.object({ requestId, status: z.coerce.string() })
const batch = z.array(z.object({ requestId, report: z.array(z.object({ status: z.coerce.string() })) }))

/**
 * Reads a delivery report in MSG91's version 2 (a form whose `data` is JSON) or 3 (JSON). Each of our calls has one
 * number, so its request names the message. A state that says nothing final is passed over; null for what is no report.
 */
export function readMsg91Reports(fields: Record<string, unknown>, at: Date): DeliveryReport[] | null {
  const single = one.safeParse(fields)
  const many = batch.safeParse(parseJson(fields.data))
  if (!single.success && !many.success) return null
  const told = single.success
    ? [single.data]
    : (many.data ?? []).flatMap(({ requestId: id, report }) => report.map(({ status }) => ({ requestId: id, status })))
  return told.flatMap(({ requestId: providerId, status }) => {
    const state = STATES[status]
    if (!state) return []
    return [{ providerId, state, at, ...(state === 'FAILED' && { failure: `STATUS_${status}` }) }]
  })
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
