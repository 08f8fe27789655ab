import { setTimeout as pause } from 'node:timers/promises'

export type Acknowledged = { gatewayPaymentId: string; amountPaise: number }

/** At most so many payments, so that a test that hangs does not pay for ever. */
const MOST = 600

/**
 * Somebody who pays again and again through the demo's UPI app, each time another amount, also while nobody answers.
 * `acknowledged` are the payments of which the portal said that it has them.
 */
export function payAllTheTime(url: string, uri: string) {
  const acknowledged: Acknowledged[] = []
  let isStopped = false
  let tried = 0

  async function payer(): Promise<void> {
    while (!isStopped && tried < MOST) {
      const amountPaise = 100 + tried++
      const paid = await payOnce(url, uri.replace(/([?&]am=)[^&]*/, `$1${(amountPaise / 100).toFixed(2)}`))
      if (paid) acknowledged.push({ gatewayPaymentId: paid, amountPaise })
      // Nobody answers at once while the portal is away: asking faster would only heat the machine.
      else await pause(100)
    }
  }

  const payers = Promise.all([payer(), payer()])
  return {
    acknowledged,
    stop: async () => {
      isStopped = true
      await payers
    },
  }
}

/** The gateway's id of a payment whose event the portal answered 200; null for every other end. */
async function payOnce(url: string, uri: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/demo/upi/pay`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ uri, copies: 2 }),
      signal: AbortSignal.timeout(15_000),
    })
    const paid = (await answer.json()) as { ok?: boolean; gatewayPaymentId?: string; statuses?: number[] }
    return paid.ok && paid.statuses?.includes(200) ? (paid.gatewayPaymentId ?? null) : null
  } catch {
    return null
  }
}
