'use client'

import { type RefObject, useId } from 'react'
import { ActionButton } from '#components/ui/button.tsx'

type Props = {
  dialog: RefObject<HTMLDialogElement | null>
  title: string
  text: string
  yes: string
  no: string
  onYes: () => void
  onClose?: () => void
}

/** Asks before something is lost. A modal dialog keeps the focus inside, and Escape means no. */
export function AskFirst({ dialog, title, text, yes, no, onYes, onClose }: Props) {
  const id = useId()
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby={id}
      className="m-auto w-[min(27.5rem,calc(100vw-2rem))] rounded-[18px] bg-surface p-5 text-left text-text shadow-[0_8px_32px_rgb(16_19_28/0.18)] backdrop:bg-[rgb(16_19_28/0.45)]"
    >
      <h2 id={id} className="text-h2">
        {title}
      </h2>
      <p className="mt-2">{text}</p>
      <div className="mt-4 grid gap-2">
        <ActionButton onPress={() => dialog.current?.close()}>{no}</ActionButton>
        <ActionButton look="outlined" onPress={onYes}>
          {yes}
        </ActionButton>
      </div>
    </dialog>
  )
}
