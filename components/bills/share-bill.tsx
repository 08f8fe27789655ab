'use client'

import { useEffect, useState } from 'react'
import { ActionButton, LinkButton } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'

type Props = { pdf: string; fileName: string; text: string; words: Record<'share' | 'shareFailed' | 'asText', string> }

/**
 * Hands the bill's PDF to another app, where the browser can; else, and without scripts, a link that opens WhatsApp with a
 * sentence. The PDF is fetched at the press: browsers allow a few seconds between a press and the sharing.
 */
export function ShareBill({ pdf, fileName, text, words }: Props) {
  const [canShare, setCanShare] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    const probe = new File([''], fileName, { type: 'application/pdf' })
    setCanShare(navigator.canShare?.({ files: [probe] }) ?? false)
  }, [fileName])

  async function share() {
    setFailed(false)
    try {
      const answer = await fetch(pdf)
      if (!answer.ok || answer.redirected) throw new Error('no PDF')
      const file = new File([await answer.blob()], fileName, { type: 'application/pdf' })
      await navigator.share({ files: [file], text })
    } catch (error) {
      // Whoever closes the list of apps has changed their mind.
      setFailed(!(error instanceof DOMException && error.name === 'AbortError'))
    }
  }
  if (!canShare)
    return (
      <LinkButton look="text" href={`https://wa.me/?text=${encodeURIComponent(text)}`}>
        <Icon name="share" className="size-5" />
        {words.asText}
      </LinkButton>
    )
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3">
      <ActionButton look="text" onPress={share}>
        <Icon name="share" className="size-5" />
        {words.share}
      </ActionButton>
      <span role="status" className="text-small">
        {hasFailed && words.shareFailed}
      </span>
    </span>
  )
}
