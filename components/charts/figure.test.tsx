import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DayBars } from './day-bars.tsx'
import type { DayPoint } from './day-series.ts'
import { Figure } from './figure.tsx'
import { LimitBar } from './limit-bar.tsx'
import { MonthBars } from './month-bars.tsx'

const DAYS: DayPoint[] = [
  { day: '2026-11-06', value: 8.8, kind: 'measured', label: '8.8', spoken: '6 Nov: 8.8 units' },
  { day: '2026-11-07', value: 9.6, kind: 'estimated', label: '9.6', spoken: '7 Nov: 9.6 units, estimated' },
  { day: '2026-11-08', value: null, kind: 'missing', label: '13.4', spoken: '8 Nov: no reading' },
  { day: '2026-11-09', value: 11.4, kind: 'measured', label: '11.4', over: true, spoken: '9 Nov: 11.4 units' },
  { day: '2026-11-10', value: null, kind: 'future', label: '', spoken: '10 Nov: to come' },
]

const figure = renderToStaticMarkup(
  <Figure
    id="days"
    locale="hi"
    finding="7 नवंबर को सबसे ज़्यादा"
    summary="पाँच दिन"
    legend={[{ mark: 'missing', label: 'रीडिंग नहीं आई' }]}
    table={{
      caption: 'दिन-ब-दिन',
      columns: [{ key: 'day', title: 'दिन' }],
      rows: DAYS.map(({ day }) => ({ key: day, cells: { day } })),
    }}
  >
    <DayBars figure="days" locale="hi" points={DAYS} unit="यूनिट" limit={{ value: 6.7, label: '6.7' }} />
  </Figure>,
)

describe('a figure, as the server writes it', () => {
  it('is one picture, named by its finding and described by its summary', () => {
    expect(figure).toContain('role="img"')
    expect(figure).toContain('aria-labelledby="days-finding" aria-describedby="days-summary"')
    expect(figure).toMatch(/<h2 id="days-finding"[^>]*>7 नवंबर को सबसे ज़्यादा<\/h2>/)
    expect(figure).toMatch(/<p id="days-summary"/)
  })

  it('has all its days in a table that opens without a script', () => {
    expect(figure).toContain('<details')
    expect(figure.match(/<th scope="row"/g)).toHaveLength(DAYS.length)
  })

  it('hatches what is missing and never draws a bar of zero for it', () => {
    expect(figure).toContain('fill="url(#days-hatch)"')
    expect(figure.match(/fill="var\(--bar\)"/g)).toHaveLength(1)
    expect(figure.match(/fill="var\(--bar-est\)"/g)).toHaveLength(1)
    expect(figure).toContain('>13.4</text>')
  })

  it('marks what is above with a triangle and not by colour alone', () => {
    expect(figure.match(/fill="var\(--bar-over\)"/g)).toHaveLength(2)
  })
})

describe('the content security policy', () => {
  it('finds no style attribute in any picture', () => {
    const months = ['2026-09', '2026-10'].map((month) => ({
      month,
      value: 201,
      kind: 'measured' as const,
      label: '201',
      shortMonth: month,
    }))
    const pictures =
      renderToStaticMarkup(<MonthBars figure="months" points={months} limit={{ value: 200, label: '200' }} />) +
      renderToStaticMarkup(
        <LimitBar done={{ value: 189, label: '189' }} limit={{ value: 200, label: '200' }} description="189" />,
      )
    expect(figure + pictures).not.toMatch(/\sstyle=/)
  })
})
