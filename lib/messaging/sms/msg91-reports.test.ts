import { describe, expect, it } from 'vitest'
import { readMsg91Reports } from './msg91-reports.ts'

const at = new Date('2026-11-23T10:00:00+05:30')

describe('MSG91’s reports', () => {
  it('come as a form with JSON in it', () => {
    const data = JSON.stringify([
      { requestId: '3565a0', report: [{ number: '919000020000', status: '1', desc: 'DELIVERED' }] },
      { requestId: '3565a1', report: [{ number: '919000020001', status: '17', desc: 'BLOCKED' }] },
      { requestId: '3565a2', report: [{ number: '919000020002', status: '5', desc: 'PENDING' }] },
    ])
    expect(readMsg91Reports({ data }, at)).toEqual([
      { providerId: '3565a0', state: 'DELIVERED', at },
      { providerId: '3565a1', state: 'FAILED', at, failure: 'STATUS_17' },
    ])
  })

  it('come as JSON', () => {
    expect(readMsg91Reports({ requestId: '3565a0', status: 2, desc: 'FAILED' }, at)).toEqual([
      { providerId: '3565a0', state: 'FAILED', at, failure: 'STATUS_2' },
    ])
  })

  it.each([{}, { data: 'x' }, { data: '[{}]' }, { status: '1' }])('are not %j', (fields) => {
    expect(readMsg91Reports(fields, at)).toBeNull()
  })
})
