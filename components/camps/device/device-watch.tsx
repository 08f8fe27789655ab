'use client'

import { Alert } from '#components/ui/alert.tsx'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'
import { useDevice } from './use-device.ts'

/** On every page of the desk: sends what waits once its officer has logged in, and says what could not be sent. */
export function DeviceWatch({ texts }: { texts: DeviceTexts }) {
  const { look } = useDevice()
  if (look?.standing !== 'OWN' || (look.unsent === 0 && look.erased === 0)) return null
  return (
    <div className="mb-4 grid gap-4">
      {look.erased > 0 && <Alert kind="bad" status lead={fill(texts.erased, { count: look.erased })} />}
      {look.unsent > 0 && (
        <Alert kind="warn" status lead={fill(texts.unsent, { count: look.unsent })}>
          {texts.waitHere} <a href="/desk/camps/offline">{texts.see}</a>
        </Alert>
      )}
    </div>
  )
}
