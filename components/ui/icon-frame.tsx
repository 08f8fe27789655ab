import type { ReactNode } from 'react'

/** An icon's grid and line; screen readers skip it. Apart from the drawings, for a page that must bring few bytes itself. */
export function IconFrame({ className = 'size-6', children }: { className?: string; children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const WARNING = <path d="M12 4.5 21 19.5H3zM12 10v4.5M12 16.9v.2" />
