'use client'

import { type FormEvent, useRef, useState } from 'react'
import { AskFirst } from '#components/camps/device/ask-first.tsx'
import type { DeviceTexts } from '#components/camps/device/device-texts.ts'
import { fill } from '#components/camps/device/fill.ts'
import { markLeaving } from '#components/camps/device/leaving.ts'
import { LogOutButton } from '#components/shell/log-out-button.tsx'
import { countUnsent } from '#lib/camps/device/device-store.ts'

/**
 * Logging out of the desk changes something, so it is a form. It also ends what this device keeps of a camp; if some of
 * that was not sent, it asks first.
 */
export function DeskLogOut({ text, texts }: { text: string; texts: DeviceTexts }) {
  const form = useRef<HTMLFormElement>(null)
  const ask = useRef<HTMLDialogElement>(null)
  const [unsent, setUnsent] = useState(0)

  async function askFirst(event: FormEvent) {
    event.preventDefault()
    // A browser without a store keeps nothing.
    const count = await countUnsent().catch(() => 0)
    setUnsent(count)
    if (count > 0) ask.current?.showModal()
    else form.current?.submit()
  }
  function leave() {
    markLeaving()
    form.current?.submit()
  }

  return (
    <>
      <form ref={form} method="post" action="/api/desk/logout" onSubmit={askFirst}>
        <LogOutButton text={text} />
      </form>
      <AskFirst
        dialog={ask}
        title={fill(texts.unsent, { count: unsent })}
        text={texts.leaveText}
        yes={texts.leave}
        no={texts.stay}
        onYes={leave}
      />
    </>
  )
}
