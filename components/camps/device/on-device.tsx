'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { isDeviceHere } from '#lib/camps/device/device-database.ts'
import type { DeviceTexts } from './device-texts.ts'

type Part = ComponentType<{ texts: DeviceTexts }>
const PARTS = {
  watch: (): Promise<Part> => import('./device-watch.tsx').then(({ DeviceWatch }) => DeviceWatch),
  left: (): Promise<Part> => import('./left-device.tsx').then(({ LeftDevice }) => LeftDevice),
}
/** By when a busy browser looks all the same. */
const IDLE_MS = 1_000

/** What a page does on an officer's device for camps. Its code comes to no other browser, and once the page stands. */
export function OnDevice({ part, texts }: { part: keyof typeof PARTS; texts: DeviceTexts }) {
  const [Shown, setShown] = useState<Part | null>(null)
  useEffect(() => {
    const look = async () => {
      if (!(await isDeviceHere())) return
      // What is pressed without internet is then not held (`components/shell/watch-internet.ts`).
      document.body.dataset.device = 'camps'
      const loaded = await PARTS[part]()
      setShown(() => loaded)
    }
    // Without a connection it does not come; the page of the camps that works then has its own.
    const begin = () => void look().catch(() => {})
    // Safari has no idle time.
    if ('requestIdleCallback' in window) requestIdleCallback(begin, { timeout: IDLE_MS })
    else setTimeout(begin)
  }, [part])
  return Shown && <Shown texts={texts} />
}
