import { randomUUID } from 'node:crypto'
import { ALL, ANIL, LOOKERS, type Row } from './rows.ts'

/** Pages and handlers of the desk, by method. */
export const DESK_ROUTES: Record<string, Row> = {
  'GET /desk/login': { open: 'the way in of officers' },
  'GET /desk/login/code': { open: 'the way in of officers' },
  'GET /desk/login/totp': { open: 'the way in of officers' },
  'POST /api/desk/login': { open: 'the way in of officers' },
  'POST /api/desk/login/code': { open: 'the way in of officers' },
  'POST /api/desk/login/totp': { open: 'the way in of officers' },
  'GET /desk': { roles: ALL, elsewhere: 'too' },
  'POST /api/desk/logout': { roles: ALL, elsewhere: 'too' },
  'GET /desk/complaints': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/complaints/new': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/complaints/[complaint]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/complaints/[complaint]/files/[file]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/complaints/[complaint]/slip': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/camps': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/camps/csv': { roles: LOOKERS, elsewhere: 'too' },
  'GET /desk/camps/offline': { open: 'a form that knows nobody; what is written into it stays in the browser' },
  'GET /desk/camps/[camp]': { roles: LOOKERS, elsewhere: 404 },
  'GET /api/desk/camps/officer': { roles: ALL, elsewhere: 'too' },
  'POST /api/desk/camps/add': {
    ...{ roles: ['SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ placeHi: 'x', placeEn: 'x', directionsHi: 'x', directionsEn: 'x', heldOn: '2026-11-22' }),
  },
  'POST /api/desk/camps/token': { roles: LOOKERS, elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/camps/next': { roles: LOOKERS, elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/camps/cancel': { roles: ['SUPERVISOR'], elsewhere: 404, sends: ({ camp }) => ({ camp }) },
  'POST /api/desk/complaints/take': { roles: LOOKERS, elsewhere: 'too', sends: () => ({ key: randomUUID() }) },
  'POST /api/desk/complaints/assign': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: ({ complaint, officer }) => ({ complaint, officer }),
  },
  'POST /api/desk/complaints/decide': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ complaint }) => ({ complaint, what: 'MESSAGE', text: 'We look into it.' }),
  },
  'GET /desk/refunds': { roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/refunds/[payment]': { roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
  'POST /api/desk/refunds/request': {
    ...{ roles: ['CLERK', 'BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    // More than the payment: whoever may ask is told so, and nothing is asked for.
    sends: ({ payment }) => ({ payment, refund: randomUUID(), amount: '99999999', reason: 'OTHER' }),
  },
  'POST /api/desk/refunds/decide': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    sends: ({ refund }) => ({ refund, agree: 'no' }),
  },
  'GET /desk/instalments': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/instalments': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    sends: ({ request }) => ({ request, agree: 'no' }),
  },
  'GET /desk/notices': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/notices/new': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/notices/publish': {
    roles: ['SUPERVISOR'],
    elsewhere: 'too',
    sends: () => ({ textHi: 'क', textEn: 'x' }),
  },
  'POST /api/desk/notices/withdraw': {
    ...{ roles: ['SUPERVISOR'], elsewhere: 404 },
    sends: ({ notice }) => ({ notice }),
  },
  'GET /desk/campaigns': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/incoming': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/incoming/[connection]/[day]': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
  'POST /api/desk/readings/accept': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    sends: ({ connection, meter, day }) => ({ connection, meter, day, rule: 'SUM' }),
  },
  'POST /api/desk/readings/estimate': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
    // Nothing is missing of it: whoever may is told so, and nothing is stored.
    sends: ({ connection, meter, day }) => ({ connection, meter, day, method: 'PROFILE', digest: '' }),
  },
  'GET /desk/pamphlets': { roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/pamphlets/[place]/pdf': { roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 404 },
  'POST /api/desk/pamphlets/add': {
    ...{ roles: ['CAMP_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ id: randomUUID(), nameHi: '', nameEn: 'x' }),
  },
  'GET /desk/settings': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  // The helpline: it holds for everybody, so it is no circle's own.
  'GET /desk/settings/[key]': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  'POST /api/desk/settings': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 'too' },
    sends: () => ({ key: 'HELPLINE', text: '', fromOn: 'never' }),
  },
  'GET /desk/tariffs': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/tariffs/new': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  // Rates hold for everybody, so they are no circle's own.
  'GET /desk/tariffs/[proposal]': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/tariffs/propose': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: () => ({ kind: 'FPPPA', month: 'never' }),
  },
  'POST /api/desk/tariffs/decide': {
    ...{ roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
    sends: ({ proposal }) => ({ proposal, decision: 'REFUSE' }),
  },
  'GET /desk/ledger': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/billing-events/again': { roles: ['BILLING_OFFICER', 'SUPERVISOR'], elsewhere: 'too' },
  'GET /desk/audit': { roles: ['SUPERVISOR'], elsewhere: 'too' },
  'POST /api/desk/audit': { roles: ['SUPERVISOR'], elsewhere: 'too', sends: () => ({ number: ANIL.consumerNo }) },
  'GET /desk/staff': { roles: ['ADMINISTRATOR'], elsewhere: 'too' },
  'GET /desk/staff/[officer]': { roles: ['ADMINISTRATOR'], elsewhere: 404 },
  'GET /desk/search': { roles: LOOKERS, elsewhere: 'too' },
  'POST /api/desk/search': { roles: LOOKERS, elsewhere: 'too', sends: () => ({ number: ANIL.consumerNo }) },
  'GET /desk/connections/[connection]': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/connections/[connection]/link': { roles: LOOKERS, elsewhere: 404 },
  'GET /desk/connections/[connection]/logins': { roles: LOOKERS, elsewhere: 404 },
  'POST /api/desk/logins': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    // Without a reason for it: whoever may is asked for one, and nobody is logged out.
    sends: ({ connection }) => ({ connection, person: randomUUID() }),
  },
  'POST /api/desk/link': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ connection }) => ({ connection, mobile: '12' }),
  },
  'POST /api/desk/link/code': {
    ...{ roles: LOOKERS, elsewhere: 'too' },
    sends: ({ connection }) => ({ connection, request: randomUUID(), code: '123456' }),
  },
  'POST /api/desk/look': {
    ...{ roles: LOOKERS, elsewhere: 404 },
    sends: ({ connection }) => ({ connection, reason: 'BILL', note: '' }),
  },
  'POST /api/desk/staff/add': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 'too' },
    sends: ({ office }) => ({ mobile: '12', name: 'Test', role: 'CLERK', office }),
  },
  'POST /api/desk/staff/change': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer, office }) => ({ officer, office, role: 'CLERK' }),
  },
  'POST /api/desk/staff/disable': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer }) => ({ officer, disabled: 'no' }),
  },
  'POST /api/desk/staff/reset': {
    ...{ roles: ['ADMINISTRATOR'], elsewhere: 404 },
    sends: ({ officer }) => ({ officer }),
  },
  'GET /demo': { open: 'demo only' },
  'GET /demo/styleguide': { open: 'demo only' },
  'GET /demo/messages.json': { open: 'demo only' },
  'POST /demo/chat': { open: 'demo only' },
  'GET /demo/graph/[media]': { open: 'demo only; takes calls with the demo’s token' },
  'GET /demo/graph/[media]/file': { open: 'demo only; takes calls with the demo’s token' },
  'GET /recognise': { open: 'for everybody' },
  'GET /m/[token]': { open: 'the document of one message, to whoever has its signed link' },
  'GET /api/webhooks/whatsapp': { open: 'answers Meta’s token' },
  'POST /api/webhooks/whatsapp': { open: 'takes what Meta has signed' },
  'POST /demo/upi/pay': { open: 'demo only' },
  'POST /demo/gateway': { open: 'demo only' },
  'POST /demo/sms': { open: 'demo only' },
  'GET /demo/razorpay/v1/[...path]': { open: 'demo only; takes calls with the gateway’s key' },
  'POST /demo/razorpay/v1/[...path]': { open: 'demo only; takes calls with the gateway’s key' },
}
