import { describe, expect, it } from 'vitest'
import { DayBars } from './day-bars.tsx'
import { ceilingLabel, type DayPoint } from './day-series.ts'
import { EstimateLine } from './estimate-line.tsx'
import { Figure } from './figure.tsx'
import { HeatMap } from './heat-map.tsx'
import { heatEdges, heatLevel, readMark, writeMarks } from './heat-scale.ts'
import { LimitBar, MonthBars } from './on-demand.tsx'
import { htmlOf } from './test-html-of.ts'
import { VoltageBars } from './voltage-bars.tsx'
import { voltageScale } from './voltage-scale.ts'

const DAYS: DayPoint[] = [
  { day: '2026-11-06', value: 8.8, kind: 'measured', label: '8.8', spoken: '6 Nov: 8.8 units' },
  { day: '2026-11-07', value: 9.6, kind: 'estimated', label: '9.6', spoken: '7 Nov: 9.6 units, estimated' },
  { day: '2026-11-08', value: null, kind: 'missing', label: '13.4', spoken: '8 Nov: no reading' },
  { day: '2026-11-09', value: 11.4, kind: 'measured', label: '11.4', over: true, spoken: '9 Nov: 11.4 units' },
  { day: '2026-11-10', value: null, kind: 'future', label: '', spoken: '10 Nov: to come' },
]

const figure = await htmlOf(
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

  it('marks a day that lowers the bill where a bar of it would end below the picture', async () => {
    const marksOf = async (value: number) => {
      const points: DayPoint[] = [{ day: '2026-11-09', value, kind: 'measured', label: '−₹103', spoken: '' }]
      const drawn = await htmlOf(<DayBars figure="days" locale="en" points={points} unit="₹" />)
      return [drawn.match(/fill="var\(--bar\)"/g)?.length ?? 0, drawn.match(/stroke="var\(--bar\)"/g)?.length ?? 0]
    }
    expect(await Promise.all([12.5, 0, -103].map(marksOf))).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ])
  })

  it('marks what is above with a triangle and not by colour alone', () => {
    expect(figure.match(/fill="var\(--bar-over\)"/g)).toHaveLength(2)
  })
})

describe('the content security policy', () => {
  it('finds no style attribute in any picture', async () => {
    const months = ['2026-09', '2026-10'].map((month) => ({
      month,
      value: 201,
      kind: 'measured' as const,
      label: '201',
      shortMonth: month,
    }))
    const pictures =
      (await htmlOf(<MonthBars figure="months" points={months} limit={{ value: 200, label: '200' }} />)) +
      (await htmlOf(
        <LimitBar done={{ value: 189, label: '189' }} limit={{ value: 200, label: '200' }} description="189" />,
      ))
    expect(figure + pictures).not.toMatch(/\sstyle=/)
  })
})

describe('a heat picture', () => {
  const edges = heatEdges(1.34)
  const drawn = () =>
    htmlOf(
      <HeatMap
        figure="hours"
        locale="en"
        part="wide"
        edges={edges}
        columnLabels={[{ place: 0, label: '12 am' }]}
        spoken={['12 am: Mon 0', '1 am: Mon –', '2 am: Mon 1.34']}
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

  it('carries its fields as letters that say the same', () => {
    const fields = [0, 0.9, 1.34].flatMap((value) => [
      { value, over: false },
      { value, over: true },
    ])
    const marks = writeMarks([...fields, { value: null, over: false }], edges)
    expect(marks).toBe('1a3c5e-')
    expect([...marks].map(readMark)).toEqual([
      ...fields.map(({ value, over }) => ({ level: heatLevel(value, edges), over })),
      null,
    ])
    expect(readMark(undefined)).toBeNull()
  })

  it('hatches what nobody measured, and marks what went above with a triangle', async () => {
    const picture = await drawn()
    expect(picture.match(/url\(#hours-wide-hatch\)/g)).toHaveLength(1)
    expect(picture.match(/<path[^>]*fill="var\(--heat-mark\)"/g)).toHaveLength(1)
    expect(picture.match(/<path[^>]*fill="var\(--h\d\)"/g)).toHaveLength(2)
    expect(picture).not.toMatch(/\sstyle=/)
  })
})

describe('an estimate', () => {
  const points = [
    { day: '2026-11-25', value: 186.4, isMeasured: false, spoken: '25 Nov: estimated' },
    { day: '2026-11-26', value: 189, isMeasured: true, spoken: '26 Nov: 2.6 units' },
  ]
  const picture = (daysToCome: number) =>
    htmlOf(
      <EstimateLine
        figure="line"
        locale="en"
        points={points}
        daysToCome={daysToCome}
        soFarLabel="189"
        low={{ value: 199, label: '199' }}
        expected={{ value: 206, label: '206' }}
        high={{ value: 213, label: '213' }}
        endSpoken="By 30 November: about 206 units"
        limit={{ value: 200, label: 'free limit 200' }}
        unit="units"
        dayLabels={{ first: '25 Nov', today: '26', last: '30' }}
      />,
    )

  it('goes on as a dashed line within its range, and a day that was not measured is hollow', async () => {
    expect(await picture(4)).toContain('stroke-dasharray="6 4"')
    expect((await picture(4)).match(/<polygon/g)).toHaveLength(1)
    expect(await picture(4)).toContain('r="2.75" fill="var(--surface)"')
    expect(await picture(4)).toContain('>206</text>')
    expect(await picture(4)).not.toMatch(/\sstyle=/)
  })

  it('has neither on the last day', async () => {
    expect(await picture(0)).not.toContain('stroke-dasharray="6 4"')
    expect(await picture(0)).not.toContain('<polygon')
  })
})

describe('the voltage of days', () => {
  const bands = { nominalDv: 2300, lowDv: 2162, highDv: 2438, farLowDv: 2070, farHighDv: 2530 }
  const points = [
    { day: '2026-11-01', lowDv: 2280, highDv: 2350, kind: 'measured', label: '', spoken: '' },
    { day: '2026-11-02', lowDv: null, highDv: null, kind: 'missing', label: '', spoken: '' },
    { day: '2026-11-03', lowDv: 2101, highDv: 2460, kind: 'measured', label: '', spoken: '' },
    { day: '2026-11-04', lowDv: null, highDv: null, kind: 'future', label: '', spoken: '' },
  ] as const
  const drawn = () =>
    htmlOf(<VoltageBars figure="volts" locale="en" points={points} bands={bands} bandLabel="standard" />)

  it('is marked on both sides where it left the band, and hatched where nothing came', async () => {
    const picture = await drawn()
    expect(picture.match(/fill="var\(--bar-over\)" ?\/?>/g)).toHaveLength(4)
    expect(picture.match(/url\(#volts-hatch\)/g)).toHaveLength(1)
    expect(picture).toContain('>210</text>')
    expect(picture).not.toMatch(/\sstyle=/)
  })

  it('has a scale whose edges Recharts can be told', () => {
    const { at, topDv, bottomDv } = voltageScale(points, bands)
    expect([at(topDv), at(bottomDv)].map((place) => Math.round(place * 1e6) / 1e6)).toEqual([0, 100])
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

describe('an estimated day on which a limit was passed', () => {
  it('stays outlined, and its triangle says the rest', async () => {
    const passed: DayPoint[] = [
      {
        day: '2026-11-06',
        value: 9,
        kind: 'estimated',
        label: '9.0',
        over: true,
        spoken: '6 Nov: 9.0 units, estimated',
      },
    ]
    const html = await htmlOf(<DayBars figure="days" locale="en" points={passed} unit="units" />)
    expect(html).toContain('fill="var(--bar-est)" stroke="var(--bar)"')
    expect(html).toContain('M0-11 4.5-3.5h-9z')
  })
})
