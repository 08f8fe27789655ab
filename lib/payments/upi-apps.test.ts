import { expect, test } from 'vitest'
import { paise } from '#lib/units/paise.ts'
import { upiAppLinks } from './upi-apps.ts'
import { readUpiLink, upiLink } from './upi-link.ts'

const asked = {
  ...{ vpa: 'demo@invalid', payeeName: 'Jharkhand Bijli & Co', reference: 'BK26110001', note: 'Bill of 10/2026' },
  amountPaise: paise(104_305n),
}

test('each app is asked for the very payment of the QR', () => {
  const link = upiLink(asked)
  const links = upiAppLinks(link)
  expect(links.map(({ name }) => name)).toEqual(['BHIM', 'PhonePe', 'Google Pay', 'Paytm'])
  for (const { href } of links) expect(readUpiLink(href.replace(/^\w+:\/\/(upi\/)?pay/, 'upi://pay'))).toEqual(asked)
})

test('what is no UPI link is given to no app', () => {
  for (const link of ['', 'https://bijli-inaam.example/pay?pa=x', 'upi://mandate?pa=x', 'javascript:alert(1)'])
    expect(upiAppLinks(link)).toEqual([])
})
