import { afterAll, describe, expect, it } from 'vitest'
import type { PrintableBill } from './printable-bill.ts'
import { printed, VIEWS } from './test-bill-views.ts'
import { stopTypesetter, TypesetterIsBusy, typesetBill } from './typeset.ts'

const billOf = (name: string): PrintableBill => printed(VIEWS[name] as NonNullable<(typeof VIEWS)[string]>, 'hi')

afterAll(() => stopTypesetter())

describe('The typesetter', () => {
  it('gives equal bytes for equal bills, tagged, with title, language and the time of the issue', async () => {
    const [once, again] = await Promise.all([typesetBill(billOf('paid'), null), typesetBill(billOf('paid'), null)])
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true)
    const text = Buffer.from(once).toString('latin1')
    expect(text).toContain('/Lang (hi-IN)')
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(text).toContain('<xmp:CreateDate>2026-04-01T18:30:00+00:00</xmp:CreateDate>')
    expect(Buffer.from(once).toString('utf8')).toContain('बिजली बिल मार्च 2026, उपभोक्ता संख्या 099000042')
  })

  it('leaves out what adds least before there is a second page', async () => {
    const bill = billOf('commercial with many lines')
    const notice = { lead: 'Much to say.', text: 'And more. '.repeat(80) }
    const crowded = { ...bill, notices: { ...bill.notices, items: [...bill.notices.items, notice, notice, notice] } }
    expect((await typesetBill(crowded, null)).length).toBeGreaterThan(50_000)
  })

  it('says so when a page cannot be made, and makes the next one', async () => {
    const endless = { ...billOf('paid'), documentTitle: 'too long' }
    endless.consumer = { ...endless.consumer, address: 'a lane '.repeat(5_000) }
    await expect(typesetBill(endless, null)).rejects.toThrow('does not fit one page: too long')
    await expect(typesetBill({ ...billOf('paid'), documentTitle: '' }, null)).rejects.toThrow('Typst refused')
    expect((await typesetBill(billOf('paid'), null)).length).toBeGreaterThan(50_000)
  })

  it('fails what a worker had in hand when it dies, and starts another', async () => {
    const lost = typesetBill(billOf('paid'), null)
    await Promise.all([expect(lost).rejects.toThrow('The typesetter ended'), stopTypesetter()])
    expect((await typesetBill(billOf('paid'), null)).length).toBeGreaterThan(50_000)
  })

  it('refuses more than it can do in a moment', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => typesetBill(billOf('paid'), null)))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(10)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TypesetterIsBusy)
  })
})
