import { type Paise, rupeesDecimal } from '#lib/units/paise.ts'

/** Names one request of a form, so that it is answered once however often it is sent. */
export function KeyField() {
  return <input type="hidden" name="key" value={crypto.randomUUID()} />
}

/**
 * What a form tells that begins a payment. Its key is made with the page, so that a second press, or a repeat by the
 * browser, is the same request; the amount that a bill asks for is the server's.
 */
export function StartFields(wanted: { billId: string } | { connectionId: string; amountPaise?: Paise }) {
  return (
    <>
      <KeyField />
      {'billId' in wanted ? (
        <input type="hidden" name="bill" value={wanted.billId} />
      ) : (
        <input type="hidden" name="connection" value={wanted.connectionId} />
      )}
      {'amountPaise' in wanted && wanted.amountPaise && (
        <input type="hidden" name="amount" value={rupeesDecimal(wanted.amountPaise)} />
      )}
    </>
  )
}
