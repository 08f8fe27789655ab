import { expect, test } from 'vitest'
import { billFactsIn, consumerNoIn, rupeesIn } from './read-answers.ts'

test.each([
  ['Rs.500', '500'],
  ['rs. 500/-', '500'],
  ['₹1,200.50', '1200.50'],
  ['500.', '500'],
  ['५०० रुपये.', '500'],
  ['500.505', null],
  ['12345678', null],
])('the amount in “%s” is %s', (text, amount) => {
  expect(rupeesIn(text)).toBe(amount)
})

test.each([
  'My consumer number is 1000 4428 0028',
  'it is 100044280028.',
  'मेरी उपभोक्ता संख्या १०००-४४२८-००२८ है',
  'खाता नं. 100044280028',
  'mera account no. ye hai 100044280028',
])('the consumer number in “%s” is the number alone', (text) => {
  expect(consumerNoIn(text)).toBe('100044280028')
})

test.each([
  'Meter no. JB 44281, amount Rs. 1075',
  'meter no JB 44281 and bill 1075',
  'mera meter number JB 44281 hai aur bill 1075 ka hai',
  'मीटर नं. JB 44281 है और राशि ₹1075 है',
])('the facts in “%s” are meter number and amount alone', (text) => {
  expect(billFactsIn(text)).toEqual({ meterNo: 'JB 44281', amount: '1075', billedOn: '' })
})

test.each([
  ['KA 44281, 1075', 'KA 44281'],
  ['MY 44281 1075', 'MY 44281'],
  ['meter no KI 44281 bill 1075', 'KI 44281'],
  ['मीटर नं. IT 44281 है और राशि ₹1075 है', 'IT 44281'],
  ['METER NO 44281 BILL 1075', '44281'],
  ['Meter NO 44281 bill 1075', '44281'],
  ['mera meter ka 44281 bill 1075', '44281'],
])('the meter number in “%s” is %s', (text, meterNo) => {
  expect(billFactsIn(text)).toEqual({ meterNo, amount: '1075', billedOn: '' })
})
