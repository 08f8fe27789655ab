import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DayBars } from './day-bars.tsx'
import { ceilingLabel, type DayPoint } from './day-series.ts'
import { Figure } from './figure.tsx'
import { HeatPicture } from './heat-picture.tsx'
import { heatEdges, heatLevel } from './heat-scale.ts'
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

describe('a heat picture', () => {
  const edges = heatEdges(1.34)
  const picture = renderToStaticMarkup(
    <HeatPicture
      figure="hours"
      part="wide"
      edges={edges}
      columnLabels={[{ place: 0, label: '12 am' }]}
      rows={[
        {
          label: 'Mon',
          fields: [
            { value: 0, over: false },
            { value: null, over: false },
            { value: 1.34, over: true },
          ],
        },
      ]}
    />,
  )

  it('has five levels on round edges, and the largest value is in the last', () => {
    expect(edges).toEqual([0.3, 0.6, 0.9, 1.2])
    expect([0, 0.3, 0.31, 1.2, 1.34].map((value) => heatLevel(value, edges))).toEqual([1, 1, 2, 4, 5])
  })

  it('hatches what nobody measured, and marks what went above with a triangle', () => {
    expect(picture.match(/url\(#hours-wide-hatch\)/g)).toHaveLength(1)
    expect(picture.match(/<path/g)).toHaveLength(1)
    expect(picture).not.toMatch(/\sstyle=/)
  })
})

describe('a line that no bar should pass', () => {
  const bars = (values: number[]): DayPoint[] =>
    values.map((value, n) => ({ day: `2026-11-${n + 1}`, value, kind: 'measured', label: '', spoken: '' }))
  const line = (from: number, to: number) => ({ from, to, value: 2, label: 'load 2 kW' })

  it('is labelled at its end, at its beginning where bars leave the end no room, and not where it is short', () => {
    const low = Array(30).fill(1)
    expect(ceilingLabel(line(0, 29), bars(low))).toEqual({ x: 100, anchor: 'end' })
    expect(ceilingLabel(line(0, 29), bars([...low.slice(1), 2.4]))).toEqual({ x: 0, anchor: 'start' })
    expect(ceilingLabel(line(27, 29), bars(low))).toBeNull()
  })
})
