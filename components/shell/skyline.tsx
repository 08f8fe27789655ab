const HOUSES = [54, 76, 64, 96, 70, 116, 86, 62, 80, 102, 68, 86]

/** Houses that are bars, some windows lit: the portal's motif, on the blue box only. */
export function Skyline() {
  return (
    <svg viewBox="0 0 460 120" className="w-full max-w-115" aria-hidden="true">
      {HOUSES.map((height, index) => {
        const left = index * 38 + 4
        const top = 120 - height
        return (
          <g key={left}>
            <path
              d={`M${left} 120V${top + 8}l14-8 14 8V120z`}
              fill="var(--on-hero)"
              opacity={index % 3 === 1 ? 0.1 : 0.18}
            />
            <rect x={left + 11} y={top + 18} width="6" height="8" rx="1.5" fill="var(--on-hero)" opacity="0.35" />
            <rect
              x={left + 11}
              y={top + 33}
              width="6"
              height="8"
              rx="1.5"
              fill={index % 3 === 1 ? 'var(--marigold)' : 'var(--on-hero)'}
              opacity={index % 3 === 1 ? 1 : 0.35}
            />
          </g>
        )
      })}
    </svg>
  )
}
