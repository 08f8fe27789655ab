'use client'

import { useEffect, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import { eraseDevice } from '#lib/camps/device/device.ts'
import { countUnsent, readDevice } from '#lib/camps/device/device-store.ts'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'
import { forgetLeaving, isLeaving } from './leaving.ts'

/**
 * After logging out: erases what the device kept, now that the portal has ended the login. Where something was not sent
 * and nobody was asked, because the page's script was not there yet, it asks.
 */
export function LeftDevice({ texts }: { texts: DeviceTexts }) {
  const [unsent, setUnsent] = useState(0)
  const [isErased, setErased] = useState(false)
  async function erase() {
    await eraseDevice()
    forgetLeaving()
    setUnsent(0)
    setErased(true)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is opened
  useEffect(() => {
    const look = async () => {
      if (!(await readDevice())) return
      const count = await countUnsent()
      if (count === 0 || isLeaving()) await erase()
      else setUnsent(count)
    }
    void look()
  }, [])
  if (isErased) return <Alert kind="ok" status lead={texts.left} />
  if (unsent === 0) return null
  return (
    <Alert kind="warn" status lead={fill(texts.unsent, { count: unsent })}>
      {texts.leftText}
      <span className="block">
        <ActionButton look="text" onPress={erase}>
          {texts.endButton}
        </ActionButton>
      </span>
    </Alert>
  )
}
