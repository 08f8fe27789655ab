'use client'

import { useEffect, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import { canBeCalled, isSubscribed, turnPushOff, turnPushOn } from '#lib/notifications/push/push-device.ts'

type Texts = Record<'turnOn' | 'turnOff' | 'isOn' | 'isOff' | 'refused' | 'failed' | 'cannot', string>
type News = 'isOn' | 'isOff' | 'refused' | 'failed'

/** Turns news on this device on and off. The browser asks for leave at the press, and not before. */
export function PushSwitch({ publicKey, isCalled, texts }: { publicKey: string; isCalled: boolean; texts: Texts }) {
  const [isOn, setOn] = useState<boolean | 'cannot' | null>(null)
  const [news, setNews] = useState<News | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    if (canBeCalled()) void isSubscribed().then((is) => setOn(is && isCalled))
    else setOn('cannot')
  }, [isCalled])
  if (isOn === null) return null
  if (isOn === 'cannot') return <p>{texts.cannot}</p>

  async function turnOff(): Promise<News> {
    await turnPushOff()
    setOn(false)
    return 'isOff'
  }
  async function turnOn(): Promise<News> {
    const outcome = await turnPushOn(publicKey)
    setOn(outcome === 'ON')
    return outcome === 'ON' ? 'isOn' : outcome === 'REFUSED' ? 'refused' : 'failed'
  }
  async function press() {
    if (isBusy) return
    setBusy(true)
    setNews(await (isOn ? turnOff() : turnOn()).catch(() => 'failed' as const))
    setBusy(false)
  }
  return (
    <div className="grid justify-items-start gap-3">
      <ActionButton look="outlined" onPress={press}>
        {isOn ? texts.turnOff : texts.turnOn}
      </ActionButton>
      <div role="status">
        {news && <Alert kind={news === 'isOn' || news === 'isOff' ? 'ok' : 'bad'} lead={texts[news]} />}
      </div>
    </div>
  )
}
