import { afterAll, expect, it } from 'vitest'
import type { BillView } from '../get-bill.ts'
import { documentOf, printed, VIEWS } from './test-bill-views.ts'
import { stopTypesetter, TypesetterIsBusy } from './typeset.ts'
import { typesetOnce, typesetsOnce } from './typeset-once.ts'

const bill = printed(VIEWS.paid as BillView, 'hi')
const ASKED = 200

afterAll(() => stopTypesetter())

it('sets a paper once for all who ask for it, at once or later', async () => {
  // More than the typesetter takes in hand.
  const given = await Promise.all(Array.from({ length: ASKED }, () => typesetOnce(documentOf([bill]))))
  expect(new Set(given).size).toBe(1)
  expect(await typesetOnce(documentOf([{ ...bill }]))).toBe(given[0])
})

it('sets another where a letter, the language or the form differs', async () => {
  const name = { ...bill, consumer: { ...bill.consumer, name: `${bill.consumer.name} ` } }
  const others = [documentOf([name]), documentOf([printed(VIEWS.paid as BillView, 'en')])]
  const forms = [documentOf([bill], { form: 'slip' }), documentOf([bill], { isForArchive: true })]
  const given = await Promise.all([documentOf([bill]), ...others, ...forms].map(typesetOnce))
  expect(new Set(given.map((pdf) => Buffer.from(pdf).toString('base64'))).size).toBe(5)
})

it('gives a paper that has grown old to whoever asked, though others push it out while it is set anew', async () => {
  const titled = (title: string) => documentOf([{ ...bill, documentTitle: title }])
  const { byteLength } = await typesetOnce(titled('a'))
  let nowMs = 1
  // Three papers have room.
  const once = typesetsOnce({ megabytes: (3.5 * byteLength) / 1_000_000, minutes: 10 }, () => nowMs)
  for (const title of ['a', 'b', 'c']) await once(titled(title))
  nowMs += 10 * 60_000 + 1
  const given = await Promise.all(['d', 'e', 'a'].map((title) => once(titled(title))))
  expect(given.map((pdf) => pdf.byteLength)).toEqual(given.map(() => expect.closeTo(byteLength, -3)))
})

it('keeps no failure', async () => {
  const untitled = documentOf([{ ...bill, documentTitle: '' }])
  await expect(typesetOnce(untitled)).rejects.toThrow('Typst refused')
  await expect(typesetOnce(untitled)).rejects.toThrow('Typst refused')
  const others = Array.from({ length: 60 }, (_, index) => documentOf([{ ...bill, documentTitle: `${index}` }]))
  const asked = await Promise.allSettled(others.map(typesetOnce))
  const refused = asked.flatMap((one, index) => (one.status === 'rejected' ? [{ index, reason: one.reason }] : []))
  expect(refused).toHaveLength(10)
  for (const { reason } of refused) expect(reason).toBeInstanceOf(TypesetterIsBusy)
  expect((await typesetOnce(others[refused[0]?.index as number] as (typeof others)[number])).length).toBeGreaterThan(0)
})
