import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { deskPage } from '#app/desk-page.ts'
import { PATH_HEADER } from '#app/portal-page.ts'
import { DeskShell } from '#components/desk/desk-shell.tsx'
import { env } from '#lib/platform/env.ts'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { actor, name, office, locale } = await deskPage(null)
  const path = (await headers()).get(PATH_HEADER) ?? '/desk'
  const { discom, mode } = env()
  return (
    <DeskShell {...{ locale, path, name, office, discom }} role={actor.role} demo={mode === 'demo'}>
      {children}
    </DeskShell>
  )
}
