import { afterAll, describe, expect, it } from 'vitest'
import type { BillView } from '../get-bill.ts'
import type { PrintableBill } from './printable-bill.ts'
import { documentOf, printed, VIEWS } from './test-bill-views.ts'
import { stopTypesetter, TypesetterIsBusy, typeset } from './typeset.ts'

const billOf = (name: string): PrintableBill => printed(VIEWS[name] as NonNullable<(typeof VIEWS)[string]>, 'hi')

afterAll(() => stopTypesetter())

describe('The typesetter', () => {
  it('gives equal bytes for equal bills, tagged, with title, language and the time of the issue', async () => {
    const [once, again] = await Promise.all([
      typeset(documentOf([billOf('paid')])),
      typeset(documentOf([billOf('paid')])),
    ])
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true)
    const text = Buffer.from(once).toString('latin1')
    expect(text).toContain('/Lang (hi-IN)')
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(text).toContain('<xmp:CreateDate>2026-04-01T18:30:00+00:00</xmp:CreateDate>')
    expect(Buffer.from(once).toString('utf8')).toContain('बिजली बिल मार्च 2026, उपभोक्ता संख्या 099000042')
  })

  it('sets one page a language, and a strip of 80 mm as long as it needs to be', async () => {
    const both = (['hi', 'en'] as const).map((locale) => printed(VIEWS['due, with rebates'] as BillView, locale))
    expect(pagesOf(await typeset(documentOf(both)))).toEqual([
      [595, 842],
      [595, 842],
    ])
    const [[width, height] = [0, 0], ...more] = pagesOf(
      await typeset(documentOf([both[0] as PrintableBill], { form: 'slip' })),
    )
    expect([width, more]).toEqual([227, []])
    expect(height).toBeGreaterThan(1_000)
  })

  it.each(Object.keys(VIEWS))('sets "%s" on a strip and for the archive', async (name) => {
    for (const locale of ['hi', 'en'] as const) {
      const bills = [printed(VIEWS[name] as BillView, locale)]
      expect(pagesOf(await typeset(documentOf(bills, { form: 'slip' })))).toHaveLength(1)
      const kept = Buffer.from(await typeset(documentOf(bills, { isForArchive: true }))).toString('latin1')
      expect(kept).toMatch(/<pdfaid:part>2<\/pdfaid:part>/)
      expect(kept).toMatch(/<pdfaid:conformance>A<\/pdfaid:conformance>/)
      expect(kept).not.toContain('pdfuaid')
    }
  })

  it('leaves out what adds least before there is a second page', async () => {
    const bill = billOf('commercial with many lines')
    const notice = { lead: 'Much to say.', text: 'And more. '.repeat(80) }
    const crowded = { ...bill, notices: { ...bill.notices, items: [...bill.notices.items, notice, notice, notice] } }
    expect((await typeset(documentOf([crowded]))).length).toBeGreaterThan(50_000)
  })

  it('says so when a page cannot be made, and makes the next one', async () => {
    const endless = { ...billOf('paid'), documentTitle: 'too long' }
    endless.consumer = { ...endless.consumer, address: 'a lane '.repeat(5_000) }
    await expect(typeset(documentOf([endless]))).rejects.toThrow('does not fit one page: too long')
    await expect(typeset(documentOf([{ ...billOf('paid'), documentTitle: '' }]))).rejects.toThrow('Typst refused')
    expect((await typeset(documentOf([billOf('paid')]))).length).toBeGreaterThan(50_000)
  })

  it('fails what a worker had in hand when it dies, and starts another', async () => {
    const lost = typeset(documentOf([billOf('paid')]))
    await Promise.all([expect(lost).rejects.toThrow('The typesetter ended'), stopTypesetter()])
    expect((await typeset(documentOf([billOf('paid')]))).length).toBeGreaterThan(50_000)
  })

  it('refuses more than it can do in a moment', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => typeset(documentOf([billOf('paid')]))))
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(10)
    for (const { reason } of refused) expect(reason).toBeInstanceOf(TypesetterIsBusy)
  })
})

/** Width and height of each page in points. */
function pagesOf(pdf: Uint8Array): number[][] {
  const boxes = Buffer.from(pdf)
    .toString('latin1')
    .matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)
  return [...boxes].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))])
}
