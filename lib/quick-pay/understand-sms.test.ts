import { describe, expect, it } from 'vitest'
import { readInboundSms } from './read-sms.ts'
import { understandSms } from './understand-sms.ts'

describe('An SMS', () => {
  it.each([
    ['BILL 100044280028', '100044280028'],
    ['bill 1000 4428 0028', '100044280028'],
    ['बिल १०००४४२८००२८', '100044280028'],
    ['Bil: 1000-4428-0028', '100044280028'],
    ['100044280028', '100044280028'],
    ['BILL100044280028', '100044280028'],
    ['बिल१०००४४२८००२८', '100044280028'],
    ['BILL AB12345', 'AB12345'],
    ['BILL AB 12345', 'AB12345'],
    ['bill ab 12345', 'ab12345'],
    ['Bill Ab 123 45', 'Ab12345'],
    ['bill ka 100044280028', '100044280028'],
    ['bill do 1000 4428 0028', '100044280028'],
    ['Bill bhejo 1000 4428 0028', '100044280028'],
    ['bill no. 100044280028', '100044280028'],
    ['बिल नंबर १०००४४२८००२८', '100044280028'],
    ['बिल', null],
    [' bill ', null],
    ['Bill bhejo', null],
  ])('%s asks for a bill', (text, consumerNo) => expect(understandSms(text)).toEqual({ kind: 'BILL', consumerNo }))

  it.each(['', 'Hi', 'बिजली कब आएगी', 'BILL 12', 'STOP', "BILL 1' or 1=1"])('%s asks for help', (text) =>
    expect(understandSms(text)).toEqual({ kind: 'HELP' }),
  )

  const NOW = new Date('2026-11-23T10:00:30+05:30')
  it('is read whatever the provider calls its parts, and with the keyword that it took off', () => {
    const sms = { id: 'm1', from: '9000000028', text: 'BILL 100044280028' }
    expect(readInboundSms({ id: 'm1', sender: '919000000028', message: 'BILL  100044280028' }, NOW)).toEqual(sms)
    expect(
      readInboundSms({ request_id: 'm1', mobile: 919000000028, keyword: 'BILL', content: '100044280028' }, NOW),
    ).toEqual(sms)
  })

  it('without an id is known again by number, text and minute', () => {
    const read = (mobile: string, message: string, now = NOW) => readInboundSms({ mobile, message }, now)?.id
    expect(read('9000000028', 'BILL')).toBe(read('+91 90000 00028', 'BILL', new Date(NOW.getTime() + 20_000)))
    const others = [read('9000000029', 'BILL'), read('9000000028', 'BILL 1'), read('9000000028', 'BILL', new Date(0))]
    expect(new Set([read('9000000028', 'BILL'), ...others]).size).toBe(4)
  })

  it.each([{}, { sender: '9000000028' }, { sender: '12', message: 'BILL' }, { sender: ['9000000028'], message: {} }])(
    'is none: %j',
    (fields) => expect(readInboundSms(fields, NOW)).toBeNull(),
  )
})
