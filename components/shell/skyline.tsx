/** Height of each house and which of its two windows is lit. Shades repeat every three houses. */
const HOUSES: readonly { height: number; lit?: 0 | 1 }[] = [
  { height: 54 },
  { height: 75, lit: 1 },
  { height: 63 },
  { height: 96, lit: 1 },
  { height: 71 },
  { height: 116, lit: 1 },
  { height: 87 },
  { height: 61 },
  { height: 80, lit: 0 },
  { height: 101, lit: 1 },
  { height: 68 },
  { height: 87 },
]
const SHADES = [0.18, 0.11, 0.22]

/** Houses that are bars, some windows lit: the portal's motif, on the blue box only. */
export function Skyline() {
  return (
    <svg viewBox="0 0 446 118" className="block w-full" aria-hidden="true">
      {HOUSES.map(({ height, lit }, index) => {
        const left = index * 38
        const top = 118 - height
        return (
          <g key={left}>
            <path d={`M${left} 118V${top + 7}l14-7 14 7V118z`} fill="var(--on-hero)" opacity={SHADES[index % 3]} />
            {[0, 1].map((row) => (
              <rect
                key={row}
                x={left + 11}
                y={top + 14 + row * 15}
                width="6"
                height="8"
                rx="1.5"
                fill={lit === row ? 'var(--marigold)' : 'var(--on-hero)'}
                opacity={lit === row ? 1 : 0.3}
              />
            ))}
          </g>
        )
      })}
    </svg>
  )
}
