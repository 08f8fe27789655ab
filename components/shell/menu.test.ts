import { describe, expect, it } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { MENU, menuFor, menuKeyOf } from './menu.ts'

describe('the menu', () => {
  it('has a word for each entry, in the menu and in the bar', () => {
    for (const { key, bar } of MENU) {
      for (const texts of [MESSAGES.hi.common, MESSAGES.en.common] as Record<string, string>[]) {
        expect(texts[`menu_${key}`], key).toBeTruthy()
        if (bar) expect(texts[`bar_${key}`], key).toBeTruthy()
      }
    }
  })

  it('leaves out what needs a smart meter where there is none', () => {
    const owner = { role: 'OWNER', isWeak: false } as const
    expect(menuFor({ ...owner, hasSmartMeter: true })).toEqual(MENU)
    const keys = menuFor({ ...owner, hasSmartMeter: false }).map(({ key }) => key)
    expect(keys).toEqual(['home', 'bills', 'payments', 'complaints', 'profile'])
  })

  it('leaves out what a weak proof does not open', () => {
    const keys = menuFor({ role: 'OWNER', isWeak: true, hasSmartMeter: true }).map(({ key }) => key)
    expect(keys).toEqual(['home', 'bills', 'payments'])
  })

  it('marks the entry that a page belongs to', () => {
    expect(menuKeyOf('/c/abc')).toBe('home')
    expect(menuKeyOf('/c/abc/bills/xyz?paid=1')).toBe('bills')
    expect(menuKeyOf('/c/abc/pay/xyz')).toBe('payments')
    expect(menuKeyOf('/c/abc/payments/xyz')).toBe('payments')
  })

  it('marks none on its own page and outside a connection', () => {
    expect(menuKeyOf('/c/abc/menu')).toBeNull()
    expect(menuKeyOf('/connections')).toBeNull()
  })
})
