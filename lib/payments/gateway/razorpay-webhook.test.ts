import { describe, expect, test } from 'vitest'
import { isSigned, readEvent, signBody } from './razorpay-webhook.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const BODY = bytes('{"event":"payment.captured"}')

describe('a signature', () => {
  test('holds for exactly these bytes and each current secret', () => {
    const signature = signBody(BODY, 'old')
    expect(isSigned(BODY, signature, ['new', 'old'])).toBe(true)
    expect(isSigned(BODY, signature, ['new'])).toBe(false)
    expect(isSigned(bytes('{"event": "payment.captured"}'), signature, ['old'])).toBe(false)
  })

  test.each([
    ['none', null],
    ['an empty one', ''],
    ['half of one', signBody(BODY, 'old').slice(0, 32)],
    ['one in capitals', signBody(BODY, 'old').toUpperCase()],
    ['one with a letter more', `${signBody(BODY, 'old')}x`],
    ['one after a letter', `x${signBody(BODY, 'old')}`],
    ['zeros', '0'.repeat(64)],
    ['one by an empty secret', signBody(BODY, '')],
  ])('is refused: %s', (_, signature) => {
    expect(isSigned(BODY, signature, ['old', ''])).toBe(false)
  })
})

describe('an event', () => {
  // As in Razorpay's documentation of QR codes.
  const credited = {
    entity: 'event',
    event: 'qr_code.credited',
    contains: ['payment', 'qr_code'],
    payload: {
      payment: {
        entity: {
          ...{ id: 'pay_HO2fEpc9JeOQU5', amount: 200, currency: 'INR', status: 'captured', method: 'upi' },
          ...{ acquirer_data: { rrn: '116812981837' }, notes: [], created_at: 1623914419 },
        },
      },
      qr_code: { entity: { id: 'qr_HO2e0813YlchUn', notes: { reference: 'JB2106ABC' } } },
    },
    created_at: 1623914419,
  }

  test('of a QR code names the reference in the notes of the code', () => {
    expect(readEvent(bytes(JSON.stringify(credited)))).toEqual({
      ok: true,
      news: {
        kind: 'PAYMENT',
        payment: {
          ...{ id: 'pay_HO2fEpc9JeOQU5', status: 'CAPTURED', reference: 'JB2106ABC', amountPaise: 200n },
          ...{ currency: 'INR', utr: '116812981837', paidAt: new Date('2021-06-17T07:20:19Z') },
        },
      },
    })
  })

  test('of a payment without a code says whose it is by its own notes, or not at all', () => {
    const [{ entity }, events] = [credited.payload.payment, ['captured', 'failed', 'authorized']]
    const told = (status: string, notes: unknown) =>
      readEvent(
        bytes(
          JSON.stringify({
            event: `payment.${status}`,
            payload: { payment: { entity: { ...entity, status, notes } } },
          }),
        ),
      )
    for (const status of events) {
      const payment = { status: status.toUpperCase(), reference: 'JB2106ABC' }
      expect(told(status, { reference: 'JB2106ABC' })).toMatchObject({ ok: true, news: { kind: 'PAYMENT', payment } })
      expect(told(status, [])).toMatchObject({ ok: true, news: { payment: { reference: null } } })
    }
  })

  test('of a refund tells whose payment goes back, and how far it is', () => {
    const entity = { id: 'rfnd_FP8QHiV938haTz', payment_id: 'pay_HO2fEpc9JeOQU5', amount: 200, receipt: 'R-1' }
    const told = (event: string, refund: object) =>
      readEvent(bytes(JSON.stringify({ event, payload: { refund: { entity: refund } } })))
    for (const [event, status] of [
      ['refund.created', 'pending'],
      ['refund.processed', 'processed'],
      ['refund.failed', 'failed'],
    ] as const)
      expect(told(event, { ...entity, status })).toEqual({
        ok: true,
        news: {
          kind: 'REFUND',
          refund: {
            ...{ id: 'rfnd_FP8QHiV938haTz', paymentId: 'pay_HO2fEpc9JeOQU5', receipt: 'R-1', amountPaise: 200n },
            status: status.toUpperCase(),
          },
        },
      })
    expect(told('refund.processed', { ...entity, status: 'lost' })).toEqual({ ok: false, reason: 'unreadable' })
  })

  test.each([
    ['another event', { event: 'order.paid' }, 'ignored'],
    ['an event named like a part of every object', { event: 'toString' }, 'ignored'],
    ['no payment', { ...credited, payload: {} }, 'unreadable'],
    ['no event', { payload: {} }, 'unreadable'],
    ['a list', [], 'unreadable'],
  ])('%s', (_, given, reason) => {
    expect(readEvent(bytes(JSON.stringify(given)))).toEqual({ ok: false, reason })
  })

  test.each([['"200"'], ['-200'], ['0'], ['2.5'], ['1e30'], ['null']])('with the amount %s is unreadable', (amount) => {
    const body = bytes(JSON.stringify(credited).replace('"amount":200', `"amount":${amount}`))
    expect(readEvent(body)).toEqual({ ok: false, reason: 'unreadable' })
  })

  test('that is no JSON or no text is unreadable', () => {
    expect(readEvent(bytes('{'))).toEqual({ ok: false, reason: 'unreadable' })
    expect(readEvent(new Uint8Array([0xff, 0xfe]))).toEqual({ ok: false, reason: 'unreadable' })
    const [before, after] = JSON.stringify(credited).split('JB2106ABC')
    const broken = Buffer.concat([bytes(`${before}JB`), new Uint8Array([0xff]), bytes(`${after}`)])
    expect(readEvent(broken)).toEqual({ ok: false, reason: 'unreadable' })
  })
})
