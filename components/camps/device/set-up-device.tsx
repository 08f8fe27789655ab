'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import { canKeep, isDeviceHere } from '#lib/camps/device/device-database.ts'
import type { CampDeviceProps } from './camp-device.tsx'

const load = () => import('./camp-device.tsx').then(({ CampDevice }) => CampDevice)

/**
 * The officer's press that lets a device keep entries of a camp. What a device shows once it is set up comes only then, or
 * where it was before.
 */
export function SetUpDevice(props: CampDeviceProps) {
  const { staffId, camp, texts } = props
  const [standing, setStanding] = useState<'CANNOT' | 'NOT_SET_UP' | 'FAILED' | null>(null)
  const [Shown, setShown] = useState<ComponentType<CampDeviceProps> | null>(null)
  useEffect(() => {
    const look = async () => {
      if (!canKeep()) return setStanding('CANNOT')
      if (!(await isDeviceHere())) return setStanding('NOT_SET_UP')
      const loaded = await load()
      setShown(() => loaded)
    }
    void look().catch(() => {})
  }, [])

  async function setUp() {
    try {
      const loaded = await load()
      const { setUpDevice } = await import('#lib/camps/device/device.ts')
      await setUpDevice(staffId, camp)
      setShown(() => loaded)
    } catch {
      setStanding('FAILED')
    }
  }

  if (Shown) return <Shown {...props} />
  if (!standing) return null
  if (standing === 'CANNOT') return <p className="mt-3 text-text-2">{texts.cannot}</p>
  return (
    <div className="mt-3 grid justify-items-start gap-3">
      <ActionButton look="outlined" onPress={setUp}>
        {texts.setUp}
      </ActionButton>
      {standing === 'FAILED' && <Alert kind="bad" status lead={texts.failed} />}
    </div>
  )
}
