import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paise, sumPaise } from '#lib/units/paise.ts'
import { allocate } from './allocate.ts'
import { totalUnpaid } from './bill-standings.ts'

const owed = fc.bigInt(0n, 100_000n).map(paise)
const standings = fc
  .array(fc.record({ unpaidPrincipalPaise: owed, unpaidSurchargePaise: owed }), { maxLength: 6 })
  .map((bills) => new Map(bills.map((bill, index) => [`bill ${index}`, bill])))

test('nothing is lost: what is settled and what is left make the amount, and nobody settles more than is owed', () => {
  fc.assert(
    fc.property(standings, owed, (unpaid, amount) => {
      const { entries, restPaise, unpaid: after } = allocate('home', unpaid, amount)
      const settled = sumPaise(entries.map(({ amountPaise }) => amountPaise))
      expect(settled + restPaise).toBe(amount)
      expect(totalUnpaid(unpaid) - totalUnpaid(after)).toBe(settled)
      for (const { unpaidPrincipalPaise, unpaidSurchargePaise } of after.values())
        expect(unpaidPrincipalPaise >= 0n && unpaidSurchargePaise >= 0n).toBe(true)
      if (restPaise > 0n) expect(totalUnpaid(after)).toBe(0n)
    }),
  )
})

test('surcharge of every bill comes before the demand of the oldest', () => {
  const bill = { unpaidPrincipalPaise: paise(1_000), unpaidSurchargePaise: paise(10) }
  const unpaid = new Map([
    ['old', bill],
    ['new', bill],
  ])
  const { entries } = allocate('home', unpaid, paise(1_025))
  expect(entries.map(({ account, billId, amountPaise }) => [account, billId, amountPaise])).toEqual([
    ['RECEIVABLE_SURCHARGE', 'old', 10n],
    ['RECEIVABLE_SURCHARGE', 'new', 10n],
    ['RECEIVABLE', 'old', 1_000n],
    ['RECEIVABLE', 'new', 5n],
  ])
})

test('what is settled is credited to its bill and home, and a bill that owes nothing has no entry', () => {
  const nothing = { unpaidPrincipalPaise: paise(0), unpaidSurchargePaise: paise(0) }
  const unpaid = new Map([
    ['paid', nothing],
    ['open', { ...nothing, unpaidPrincipalPaise: paise(500) }],
  ])
  expect(allocate('home', unpaid, paise(500))).toEqual({
    entries: [{ account: 'RECEIVABLE', side: 'CREDIT', amountPaise: 500n, connectionId: 'home', billId: 'open' }],
    restPaise: 0n,
    unpaid: new Map([
      ['paid', nothing],
      ['open', nothing],
    ]),
  })
  expect(allocate('home', unpaid, paise(0)).entries).toEqual([])
})
