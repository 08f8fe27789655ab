import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { paise } from '#lib/units/paise.ts'
import { ADD_ERRORS, AddStaffForm } from './add-staff-form.tsx'
import { DeskLinkForm } from './desk-link-form.tsx'
import { RefundForm } from './refund-form.tsx'

const checkedIn = (html: string) =>
  [...html.matchAll(/<input[^>]*>/g)].flatMap(([tag]) =>
    tag.includes(' checked=""') ? [/ value="([^"]*)"/.exec(tag)?.[1]] : [],
  )

test('a wrong last day leaves a tenant a tenant: nobody becomes an owner by mending a date', () => {
  const typed = { mobile: '9100004102', role: 'TENANT', endsOn: '2025-01-01', language: 'en' }
  const error = { field: 'endsOn', message: 'Choose a day to come.' }
  const html = renderToStaticMarkup(<DeskLinkForm connectionId="c" error={error} typed={typed} locale="en" />)
  expect(checkedIn(html)).toEqual(['TENANT'])
  expect(html).toContain('value="2025-01-01"')
  expect(html).toContain('value="9100004102"')
  expect(html).toMatch(/<option value="en"[^>]* selected=""/)
  expect(checkedIn(renderToStaticMarkup(<DeskLinkForm connectionId="c" locale="en" />))).toEqual(['OWNER'])
})

test('a refused refund keeps the amount and the reason that were typed, not the whole payment', () => {
  const payment = {
    ...{ id: 'p', receiptNo: 'R2611-000001', paidAt: new Date('2026-11-20T12:00:00+05:30') },
    ...{ amountPaise: paise(107_500), leftPaise: paise(107_500), connection: null, waits: null },
  }
  const typed = { amount: '-20', reason: 'WRONG_AMOUNT' }
  const shown = (more: object) =>
    renderToStaticMarkup(<RefundForm payment={payment as never} refundId="r" locale="en" {...more} />)
  const html = shown({ error: 'NOT_POSITIVE', typed })
  expect(html).toContain('value="-20"')
  expect(checkedIn(html)).toEqual(['WRONG_AMOUNT'])
  expect(shown({})).toContain('value="1075.00"')
})

test('an account that is refused for its number keeps name, role and office: nobody is added with the first of each', () => {
  const offices = ['Kanke', 'Kokar'].map((name) => ({ id: name, kind: 'SUBDIVISION' as const, name }))
  const typed = { name: 'Asha Kujur', mobile: '90000', role: 'SUPERVISOR', office: 'Kokar' }
  const error = ADD_ERRORS.find(({ reason }) => reason === 'BAD_MOBILE')
  const html = renderToStaticMarkup(<AddStaffForm offices={offices} error={error} typed={typed} locale="en" />)
  expect(html).toContain('value="Asha Kujur"')
  expect(html).toContain('value="90000"')
  expect(html).toMatch(/<option value="SUPERVISOR"[^>]* selected=""/)
  expect(html).toMatch(/<option value="Kokar"[^>]* selected=""/)
})
