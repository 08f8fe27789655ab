import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { portalPage } from '#app/portal-page.ts'
import { PortalShell } from '#components/shell/portal-shell.tsx'
import { env } from '#lib/platform/env.ts'

type Props = { children: ReactNode; params: Promise<{ connection: string }> }

export default async function ConnectionLayout({ children, params }: Props) {
  const { connection, connectionCount, locale } = await portalPage(params)
  const path = (await headers()).get('x-portal-path') ?? `/c/${connection.id}`
  const { discom, mode } = env()
  return (
    <PortalShell
      locale={locale}
      path={path}
      connection={connection}
      connectionCount={connectionCount}
      discom={discom}
      demo={mode === 'demo'}
    >
      {children}
    </PortalShell>
  )
}
