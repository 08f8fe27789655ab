'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { type ButtonLook, SubmitButton } from '#components/ui/button.tsx'
import { canUsePasskeys, makePasskey, signByPasskey, whyNoPasskey } from '#lib/identity/passkey-device.ts'

type Props = {
  /** Where the answer of the device goes, and what goes with it. */
  action: string
  next?: string | null
  /** What a key is made for; to log in by one that is there already, nothing. */
  options?: PublicKeyCredentialCreationOptionsJSON
  look: ButtonLook
  texts: { button: string; cancelled: string; already?: string; failed: string }
}

/** Asks the device for its key and sends what it answers. Only where the browser can: elsewhere nothing is seen. */
export function PasskeyButton({ action, next, options, look, texts }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const credential = useRef<HTMLInputElement>(null)
  const [can, setCan] = useState(false)
  const [news, setNews] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => setCan(canUsePasskeys()), [])

  async function ask(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setNews(null)
    try {
      const answer = await (options ? makePasskey(options) : signByPasskey())
      if (credential.current) credential.current.value = answer
      // Past `onSubmit`, which would ask the device again.
      form.current?.submit()
    } catch (error) {
      const why = whyNoPasskey(error)
      setNews(texts[why] ?? texts.failed)
    }
    setBusy(false)
  }
  // Its place is kept, so that nothing moves once the script is there.
  return (
    <form
      {...{ ref: form, method: 'post', action, onSubmit: ask }}
      className={can ? 'grid gap-3' : 'invisible grid gap-3'}
    >
      <input type="hidden" name="credential" ref={credential} />
      {next && <input type="hidden" name="next" value={next} />}
      <SubmitButton look={look} wide>
        {texts.button}
      </SubmitButton>
      <div role="status">{news && <Alert kind="info" lead={news} />}</div>
    </form>
  )
}
