'use client'

import { type FormEvent, useEffect, useState } from 'react'
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
  const [can, setCan] = useState(false)
  const [news, setNews] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => setCan(canUsePasskeys()), [])

  async function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    if (isBusy) return
    setBusy(true)
    setNews(null)
    try {
      const credential = form.elements.namedItem('credential') as HTMLInputElement
      credential.value = await (options ? makePasskey(options) : signByPasskey())
      // Past `onSubmit`, which would ask the device again.
      form.submit()
    } catch (error) {
      const why = whyNoPasskey(error)
      setNews(texts[why] ?? texts.failed)
    }
    setBusy(false)
  }
  // Its place is kept, so that nothing moves once the script is there.
  return (
    <form method="post" action={action} onSubmit={ask} className={can ? 'grid gap-3' : 'invisible grid gap-3'}>
      <input type="hidden" name="credential" />
      {next && <input type="hidden" name="next" value={next} />}
      <SubmitButton look={look} wide>
        {texts.button}
      </SubmitButton>
      <div role="status">{news && <Alert kind="info" lead={news} />}</div>
    </form>
  )
}
