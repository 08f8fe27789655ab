import { describe, expect, it } from 'vitest'
import { MESSAGES } from '#lib/i18n/messages.ts'
import { STAFF_ROLES } from '#lib/staff/permissions.ts'
import { DESK_MENU, deskEntryOf, deskMenuFor } from './desk-menu.ts'

describe('the desk’s menu', () => {
  it('has words for each entry, and for each role', () => {
    for (const texts of [MESSAGES.hi.desk, MESSAGES.en.desk] as Record<string, string>[]) {
      for (const { key, permission } of DESK_MENU) {
        expect(texts[`menu_${key}`], key).toBeTruthy()
        if (permission) expect(texts[`note_${key}`], key).toBeTruthy()
      }
      for (const role of STAFF_ROLES) expect(texts[`role_${role}`], role).toBeTruthy()
    }
  })

  it('shows a role what it may open', () => {
    expect(deskMenuFor('ADMINISTRATOR').map(({ key }) => key)).toEqual(['home', 'settings', 'staff'])
    expect(deskMenuFor('CLERK').map(({ key }) => key)).not.toContain('staff')
  })

  it('marks the entry that a page belongs to', () => {
    expect(deskEntryOf('/desk')?.key).toBe('home')
    expect(deskEntryOf('/desk/staff/abc?done=changed')?.key).toBe('staff')
    expect(deskEntryOf('/desk/connections/abc')?.key).toBe('search')
    expect(deskEntryOf('/connections')).toBeNull()
  })
})
