import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { currentLocale } from '#app/locale.ts'
import { PATH_HEADER } from '#app/portal-page.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { env } from '#lib/platform/env.ts'

export default async function DeskLoginLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get(PATH_HEADER) ?? '/desk/login'
  const { discom, mode } = env()
  return (
    <PublicShell locale={await currentLocale()} path={path} discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-110">{children}</div>
    </PublicShell>
  )
}
