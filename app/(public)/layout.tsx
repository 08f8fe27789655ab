import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { currentLocale } from '#app/locale.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { env } from '#lib/platform/env.ts'

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get('x-portal-path') ?? '/'
  const { discom, mode } = env()
  return (
    <PublicShell locale={await currentLocale()} path={path} discom={discom} demo={mode === 'demo'}>
      {children}
    </PublicShell>
  )
}
