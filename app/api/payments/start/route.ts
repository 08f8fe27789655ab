import { z } from 'zod'
import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { loginPath } from '#lib/identity/login-path.ts'
import { currentActor } from '#lib/identity/session.ts'
import { readAmount } from '#lib/payments/chosen-amount.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { type StartedPayment, startPayment, type WantedPayment } from '#lib/payments/start-payment.ts'
import { isSameOrigin, json, readForm, readJson, seeOther } from '#lib/platform/http.ts'

/**
 * Begins to pay. A form names a bill, whose amount is the server's, or a connection and an amount of the payer's choice,
 * and is led to the attempt. JSON of the same fields under an `Idempotency-Key` gets the attempt's id: 201 when it was
 * begun, 200 when the same request had begun it before, 409 when the key has asked for something else.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const actor = await currentActor()
  if (request.headers.get('content-type')?.startsWith('application/json'))
    return actor ? answerJson(request, actor) : json({ error: 'login' }, 401)
  const fields = Object.fromEntries((await readForm(request)) ?? [])
  if (!actor) return seeOther(loginPath('/', { loggedOut: true }))
  return answerForm(fields, actor)
}

async function answerForm(fields: Record<string, string>, actor: ConsumerActor): Promise<Response> {
  const { bill, connection = '', amount = '', key } = fields
  const started = await start(actor, bill === undefined ? { connection, amount } : { bill }, key || undefined)
  if (!started) return json({ error: 'not found' }, 404)
  const home = `/c/${started.connectionId}`
  if (started.ok) return seeOther(`${home}/pay/${started.attemptId}`)
  const { reason } = started
  if (reason === 'KEY_TAKEN' || reason === 'BAD_KEY') return json({ error: reason }, reason === 'KEY_TAKEN' ? 409 : 422)
  if (bill !== undefined) return seeOther(`${home}/bills/${bill}`)
  return seeOther(`${home}/pay?${new URLSearchParams({ amount: amount.slice(0, 16), error: reason })}`)
}

const wanted = z.union([
  z.strictObject({ bill: z.string().max(100) }),
  z.strictObject({ connection: z.string().max(100), amount: z.string().max(20) }),
])

async function answerJson(request: Request, actor: ConsumerActor): Promise<Response> {
  const asked = wanted.safeParse(await readJson(request))
  if (!asked.success) return json({ error: 'body' }, 400)
  const started = await start(actor, asked.data, request.headers.get('idempotency-key') ?? '')
  if (!started) return json({ error: 'not found' }, 404)
  if (!started.ok) return json({ error: started.reason }, started.reason === 'KEY_TAKEN' ? 409 : 422)
  const { attemptId, connectionId, isRepeat } = started
  return json({ attempt: attemptId, page: `/c/${connectionId}/pay/${attemptId}` }, isRepeat ? 200 : 201)
}

type Asked = z.output<typeof wanted>

async function start(actor: ConsumerActor, asked: Asked, key: string | undefined): Promise<StartedPayment | null> {
  const services = heldTo(getPaymentServices(), actor)
  if ('bill' in asked) return startPayment(services, actor, { billId: asked.bill }, { key })
  const amountPaise = readAmount(asked.amount)
  // Whose connection it is comes before what was typed: a stranger learns nothing from an error.
  const of: WantedPayment = { connectionId: asked.connection, amountPaise }
  return startPayment(services, actor, of, { key })
}
