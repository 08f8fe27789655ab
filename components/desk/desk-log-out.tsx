'use client'

import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { DeviceTexts } from '#components/camps/device/device-texts.ts'
import { isDeviceHere } from '#lib/camps/device/device-database.ts'

const load = async () => {
  const [{ AskBeforeLeaving }, { countUnsent }] = await Promise.all([
    import('#components/camps/device/ask-before-leaving.tsx'),
    import('#lib/camps/device/device-store.ts'),
  ])
  return { Ask: AskBeforeLeaving, unsent: await countUnsent() }
}

/**
 * Logging out of the desk changes something, so it is a form around its button. It also ends what this device keeps of a
 * camp; if some of that was not sent, it asks first. Where it cannot ask, the page after the log-out does.
 */
export function DeskLogOut({ texts, children }: { texts: DeviceTexts; children: ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  const [asked, setAsked] = useState<Awaited<ReturnType<typeof load>> | null>(null)
  const leave = () => form.current?.submit()

  async function askFirst(event: FormEvent) {
    event.preventDefault()
    const found = (await isDeviceHere()) && (await load().catch(() => null))
    if (found && found.unsent > 0) setAsked(found)
    else leave()
  }

  return (
    <>
      <form ref={form} method="post" action="/api/desk/logout" onSubmit={askFirst}>
        {children}
      </form>
      {asked && <asked.Ask unsent={asked.unsent} texts={texts} onLeave={leave} onStay={() => setAsked(null)} />}
    </>
  )
}
