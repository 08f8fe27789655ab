/** 1 for the least to 5 for the most. */
export type HeatLevel = 1 | 2 | 3 | 4 | 5

/** What can be seen on each ground; the darkest has a colour of its own. */
const MARKS: Record<HeatLevel, string> = {
  1: 'var(--text)',
  2: 'var(--text)',
  3: 'var(--text)',
  4: 'var(--surface)',
  5: 'var(--heat-mark)',
}

/** One field of a heat picture; a limit that was passed has its triangle, since the fields only hint. */
export function HeatCell(props: {
  x: string
  y: number
  width: string
  height: number
  level: HeatLevel
  over?: boolean
}) {
  const { level, over = false, ...place } = props
  return (
    <svg {...place} aria-hidden="true">
      <rect width="100%" height="100%" rx="3" fill={`var(--h${level})`} />
      {over && (
        <svg x="50%" y="50%" overflow="visible" aria-hidden="true">
          <path d="M0-4.5 4.6 3.8h-9.2z" fill={MARKS[level]} />
        </svg>
      )}
    </svg>
  )
}
