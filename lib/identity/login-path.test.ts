import { describe, expect, it } from 'vitest'
import { typedCode } from './answer-challenge.ts'
import { deviceOf } from './device.ts'
import { readLoginName } from './login-name.ts'
import { afterLoginPath, loginPath, returnPath } from './login-path.ts'

const OWN = '3b241101-e2bb-4255-8caf-4136c566a962'
const OTHER = '9b241101-e2bb-4255-8caf-4136c566a963'

describe('the way back', () => {
  it('stays within the portal and out of the login', () => {
    for (const away of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'c/1',
      '/api/logout',
      '/login?x=1',
    ]) {
      expect(returnPath(away)).toBeNull()
    }
    expect(loginPath('/c/1/bills?x=2', { loggedOut: true })).toBe('/login?next=%2Fc%2F1%2Fbills%3Fx%3D2&out=1')
    expect(loginPath('//evil.example')).toBe('/login')
  })

  it('leads to the only connection, to the list, or back, but not to a connection of somebody else', () => {
    expect(afterLoginPath(null, [OWN])).toBe(`/c/${OWN}`)
    expect(afterLoginPath(null, [OWN, OTHER])).toBe('/connections')
    expect(afterLoginPath(null, [])).toBe('/connections')
    expect(afterLoginPath(`/c/${OWN}/bills`, [OWN])).toBe(`/c/${OWN}/bills`)
    expect(afterLoginPath(`/c/${OTHER}/bills`, [OWN])).toBe(`/c/${OWN}`)
  })
})

describe('what people type', () => {
  it.each([
    ['9000000028', { kind: 'mobile', mobile: '9000000028' }],
    ['+91 90000-00028', { kind: 'mobile', mobile: '9000000028' }],
    ['047100002', { kind: 'consumerNo', consumerNo: '047100002' }],
    ['1000 4428 28', { kind: 'consumerNo', consumerNo: '1000442828' }],
    ['१००० ४४२८ २८', { kind: 'consumerNo', consumerNo: '1000442828' }],
    ['९००००-०००२८', { kind: 'mobile', mobile: '9000000028' }],
    ['KKR-1234', { kind: 'consumerNo', consumerNo: 'KKR1234' }],
  ])('%s is a name', (typed, name) => {
    expect(readLoginName(typed)).toEqual({ ok: true, name })
  })

  it.each([
    ['900000002', { reason: 'digits', digits: 9 }],
    ['90000000288', { reason: 'digits', digits: 11 }],
    ['+91 900000002', { reason: 'digits', digits: 9 }],
    ['९००००००२८', { reason: 'digits', digits: 9 }],
    ['', { reason: 'missing' }],
    ["' or 1=1 --", { reason: 'unreadable' }],
    ['9'.repeat(400), { reason: 'unreadable' }],
  ])('%s is none', (typed, refusal) => {
    expect(readLoginName(typed)).toEqual({ ok: false, ...refusal })
  })
})

it('calls browsers by coarse names', () => {
  const phone =
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36'
  expect(deviceOf(phone)).toBe('Chrome, Android')
  expect(deviceOf('curl/8')).toBe('?')
  expect(deviceOf(null)).toBe('?')
})

it('a code may be typed in figures of Devanagari', () => {
  expect(['482915', '482 915', '४८२९१५', '४८२-915'].map(typedCode)).toEqual(Array(4).fill('482915'))
  expect(typedCode('४८२९१')).toBeNull()
})
