'use client'

import { useEffect, useRef } from 'react'
import { AskFirst } from './ask-first.tsx'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'
import { markLeaving } from './leaving.ts'

type Props = { unsent: number; texts: DeviceTexts; onLeave: () => void; onStay: () => void }

/** Asks at once whether what was not sent may be erased at the log-out. */
export function AskBeforeLeaving({ unsent, texts, onLeave, onStay }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  function leave() {
    markLeaving()
    onLeave()
  }
  return (
    <AskFirst
      dialog={dialog}
      title={fill(texts.unsent, { count: unsent })}
      text={texts.leaveText}
      yes={texts.leave}
      no={texts.stay}
      onYes={leave}
      onClose={onStay}
    />
  )
}
