/**
 * Apps that open an address of their own beside `upi://pay` (facts.md, 4: gathered from several projects, none is a
 * standard). On iOS no list of UPI apps is offered, so that a person with two of them could not choose.
 */
const APPS = [
  { name: 'BHIM', opens: 'bhim://upi/pay' },
  { name: 'PhonePe', opens: 'phonepe://pay' },
  { name: 'Google Pay', opens: 'gpay://upi/pay' },
  { name: 'Paytm', opens: 'paytmmp://pay' },
] as const

export type UpiAppLink = { name: string; href: string }

/** The same payment for each app that can be named: payee, amount and reference stay letter for letter what the QR says. */
export function upiAppLinks(upiLink: string): UpiAppLink[] {
  const query = /^upi:\/\/pay(\?.+)$/.exec(upiLink)?.[1]
  return query ? APPS.map(({ name, opens }) => ({ name, href: opens + query })) : []
}
