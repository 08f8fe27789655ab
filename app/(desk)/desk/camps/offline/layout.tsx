import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { currentLocale } from '#app/locale.ts'
import { PATH_HEADER } from '#app/portal-page.ts'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { env } from '#lib/platform/env.ts'

/** A frame that names no officer: the browser keeps this page. */
export default async function OfflineLayout({ children }: { children: ReactNode }) {
  const path = (await headers()).get(PATH_HEADER) ?? '/desk/camps/offline'
  const { discom, mode } = env()
  return (
    <PublicShell locale={await currentLocale()} path={path} discom={discom} demo={mode === 'demo'}>
      <div className="mx-auto max-w-172">{children}</div>
    </PublicShell>
  )
}
