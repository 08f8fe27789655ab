/** 1 for the least to 5 for the most. */
export type HeatLevel = 1 | 2 | 3 | 4 | 5
export const HEAT_LEVELS: readonly HeatLevel[] = [1, 2, 3, 4, 5]

/** What can be seen on each ground; the darkest has a colour of its own. */
const MARKS: Record<HeatLevel, string> = {
  1: 'var(--text)',
  2: 'var(--text)',
  3: 'var(--text)',
  4: 'var(--surface)',
  5: 'var(--heat-mark)',
}

export const heatFill = (level: HeatLevel) => ({ fill: `var(--h${level})`, stroke: `var(--h${level})` })

/** The triangle of a field whose limit was passed, around the origin: colour alone would only hint. */
export const OverMark = ({ level }: { level: HeatLevel }) => <path d="M0-4.5 4.6 3.8h-9.2z" fill={MARKS[level]} />

/** One field by itself, for the legend. */
export function HeatCell({ level, over = false }: { level: HeatLevel; over?: boolean }) {
  return (
    <>
      <rect x="1" y="1" width="12" height="12" rx="3" fill={`var(--h${level})`} />
      {over && (
        <g transform="translate(7 7)">
          <OverMark level={level} />
        </g>
      )}
    </>
  )
}
