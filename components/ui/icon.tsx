'use client'

import type { JSX } from 'react'
import { IconFrame, WARNING } from './icon-frame.tsx'

/**
 * Line icons on a 24 grid. They stand beside words, never instead of them, so screen readers skip them. A client
 * component, so that a page names its icons instead of carrying each drawing twice.
 */
const SHAPES = {
  home: <path d="M4 11.5 12 5l8 6.5M6 10.5V19h4.5v-4.5h3V19H18v-8.5" />,
  bars: <path d="M6 19v-6M12 19V5M18 19v-9" />,
  trend: <path d="M4 17.5 9 11.5l4 3.5 5-7M20 5v.1" />,
  gauge: <path d="M6.5 18a8 8 0 1 1 11 0M12 13l3.5-4M12 14a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z" />,
  pulse: <path d="M3.5 12.5h4L10 6l4.5 12.5 2.5-6h3.5" />,
  receipt: <path d="M6 4h12v16l-3-2-3 2-3-2-3 2zM9 8.5h6M9 12h6" />,
  rupee: <path d="M7 5h10M7 9h10M8 5c5 0 7 1.5 7 4s-2 4-7 4l6 6" />,
  person: <path d="M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5.5 19.5c.5-3.5 3-5 6.5-5s6 1.5 6.5 5" />,
  help: (
    <path d="M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM9.8 9.8c0-1.3 1-2.2 2.3-2.2 1.3 0 2.2.8 2.2 2 0 1.7-2.3 1.9-2.3 3.4M12 16.2v.2" />
  ),
  logout: <path d="M13 5H6v14h7M10.5 12H20M16.5 8.5 20 12l-3.5 3.5" />,
  download: <path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  warning: WARNING,
  info: <path d="M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 11v5M12 8v.2" />,
  clock: <path d="M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 7.5V12l3 2" />,
  left: <path d="M14.5 6 8.5 12l6 6" />,
  right: <path d="m9.5 6 6 6-6 6" />,
  down: <path d="m6 9.5 6 6 6-6" />,
  plus: <path d="M12 5v14M5 12h14" />,
  phone: <path d="M8 3.5h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1ZM11 17.5h2" />,
  calculator: <path d="M6 4h12v16H6zM9 7.5h6M9 12h.1M12 12h.1M15 12h.1M9 16h.1M12 16h.1M15 16h.1" />,
  link: (
    <path d="M10 14a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1M14 10a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1" />
  ),
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  bolt: <path d="M13 3.5 6 13.5h5l-1 7 7-10h-5z" />,
  close: <path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />,
  up: <path d="m6 14.5 6-6 6 6" />,
  copy: <path d="M9 9h10v10H9zM15 9V5H5v10h4" />,
  share: <path d="M12 15V4.5M8.5 8 12 4.5 15.5 8M7 11.5H5.5v8h13v-8H17" />,
  compare: <path d="M8 19V5.5M4.5 9 8 5.5 11.5 9M16 5v13.5M12.5 15l3.5 3.5 3.5-3.5" />,
  calendar: <path d="M5 6h14v13.5H5zM5 10.5h14M9 3.5V7M15 3.5V7" />,
  pin: <path d="M12 21c4-4.5 6-7.8 6-10.5a6 6 0 1 0-12 0C6 13.2 8 16.5 12 21ZM12 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z" />,
  chat: <path d="M4.5 5.5h15v11H11L7 20v-3.5H4.5z" />,
  lock: <path d="M6 10.5h12v9H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5" />,
  wallet: <path d="M5 7.5h14.5v11H5zM5 7.5 15.5 5v2.5M15.5 13h.1" />,
  qr: <path d="M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h2.5v2.5M19.5 13.5v6h-6" />,
  theme: <path d="M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5Z" />,
  search: <path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20" />,
  table: <path d="M4 5.5h16v13H4zM4 10h16M9.5 10v8.5" />,
} satisfies Record<string, JSX.Element>

export type IconName = keyof typeof SHAPES

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return <IconFrame className={className}>{SHAPES[name]}</IconFrame>
}
