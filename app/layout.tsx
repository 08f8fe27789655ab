import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { currentLocale, currentTheme } from './locale.ts'
import './globals.css'

export const metadata: Metadata = {
  title: 'बिजली खाता · Bijli Khata',
  formatDetection: { telephone: false },
}
export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** Every page is made for one reader: nothing is rendered ahead of the request. */
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await currentTheme()
  return (
    <html lang={await currentLocale()} data-theme={theme === 'auto' ? undefined : theme}>
      <body>{children}</body>
    </html>
  )
}
