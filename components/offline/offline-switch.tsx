'use client'

import { useEffect, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import { canKeepCopy, eraseCopy, isCopyKept, keepCopy } from '#lib/identity/offline-device.ts'

type Texts = Record<'turnOn' | 'turnOff' | 'isOn' | 'isOff' | 'cannot' | 'failed' | 'ownDevice', string>

/** Turns the copy on and off for this device. Nothing is kept, and no worker registered, before it is pressed. */
export function OfflineSwitch({ texts }: { texts: Texts }) {
  const [isOn, setOn] = useState<boolean | 'cannot' | null>(null)
  const [news, setNews] = useState<'isOn' | 'isOff' | 'failed' | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    if (canKeepCopy()) void isCopyKept().then(setOn)
    else setOn('cannot')
  }, [])
  if (isOn === null) return null
  if (isOn === 'cannot') return <p>{texts.cannot}</p>

  async function change() {
    if (isBusy) return
    setBusy(true)
    const works = await (isOn ? eraseCopy() : keepCopy()).catch(() => false)
    setOn(await isCopyKept())
    setNews(works ? (isOn ? 'isOff' : 'isOn') : 'failed')
    setBusy(false)
  }
  return (
    <div className="grid justify-items-start gap-3">
      {!isOn && <p>{texts.ownDevice}</p>}
      <ActionButton look={isOn ? 'outlined' : 'filled'} onPress={change}>
        {isOn ? texts.turnOff : texts.turnOn}
      </ActionButton>
      <div role="status">{news && <Alert kind={news === 'failed' ? 'bad' : 'ok'} lead={texts[news]} />}</div>
    </div>
  )
}
