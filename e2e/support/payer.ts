import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { APIRequestContext } from '@playwright/test'
import { workers } from './at-rest.ts'

export type Acknowledged = { gatewayPaymentId: string; amountPaise: number }

/**
 * At most so many payments, so that a test that hangs does not pay for ever; tries while nobody answers do not count. Each
 * payer rests between two.
 */
type Pace = { most: number; restMs: number }
const WITHOUT_REST: Pace = { most: 600, restMs: 0 }

/** Pays an amount; the gateway's id where the portal said that it has it, null for every other end. */
type Pay = (amountPaise: number) => Promise<string | null>

/**
 * Somebody who pays again and again through the demo's UPI app, each time another amount, also while nobody answers.
 * `acknowledged` are the payments of which the portal said that it has them; `begun` counts those that were tried; `atRest`
 * looks at something while none is under way.
 */
export function payAllTheTime(url: string, uri: string, pace = WITHOUT_REST) {
  return payers([0, 1], (amountPaise) => payOnce(url, withAmount(uri, amountPaise)), pace)
}

/** The same by the whole way of a person who pays ahead: the form, the page with its QR, the UPI app. */
export function payAheadAllTheTime(url: string, request: APIRequestContext, home: string, pace = WITHOUT_REST) {
  const payAhead: Pay = async (amountPaise) => {
    try {
      const form = { connection: home.slice('/c/'.length), amount: (amountPaise / 100).toFixed(2), key: randomUUID() }
      const headers = { Origin: url }
      const begun = await request.post('/api/payments/start', { form, headers, maxRedirects: 0, timeout: 15_000 })
      const page = await request.get(begun.headers().location ?? '/', { timeout: 15_000 })
      const uri = /href="(upi:[^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&')
      return uri ? await payOnce(url, uri) : null
    } catch {
      return null
    }
  }
  return payers([0], payAhead, pace)
}

function payers(each: number[], pay: Pay, { most, restMs } = WITHOUT_REST) {
  const acknowledged: Acknowledged[] = []
  const { piece, atRest } = workers()
  let isStopped = false
  let tried = 0

  async function payer(): Promise<void> {
    while (!isStopped && acknowledged.length < most) {
      const isPaid = await piece(async () => {
        const amountPaise = 100 + tried++
        const gatewayPaymentId = await pay(amountPaise)
        if (gatewayPaymentId) acknowledged.push({ gatewayPaymentId, amountPaise })
        return gatewayPaymentId !== null
      })
      // Nobody answers at once while the portal is away: asking faster would only heat the machine.
      if (!isPaid) await pause(100)
      if (restMs > 0) await pause(restMs)
    }
  }

  const all = Promise.all(each.map(payer))
  return {
    acknowledged,
    begun: () => tried,
    atRest,
    stop: async () => {
      isStopped = true
      await all
    },
  }
}

const withAmount = (uri: string, amountPaise: number) =>
  uri.replace(/([?&]am=)[^&]*/, `$1${(amountPaise / 100).toFixed(2)}`)

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
