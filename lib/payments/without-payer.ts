/** What Razorpay's payments say of their payer, by its API reference: how to reach and how to know them. */
const PAYER = new Set([
  ...['contact', 'email', 'vpa', 'upi', 'card', 'card_id', 'customer', 'customer_id'],
  ...['payer_name', 'payer_bank_account'],
])

/**
 * The gateway's words without the payer, at any depth. No bytes of what is no JSON: nobody can tell whom that names, and the
 * gateway's dashboard has it.
 */
export function withoutPayer(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    const said = JSON.parse(text, (name, value) => (PAYER.has(name) ? undefined : value))
    return new TextEncoder().encode(JSON.stringify(said))
  } catch {
    return new Uint8Array()
  }
}
