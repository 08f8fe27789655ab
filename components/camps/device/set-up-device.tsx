'use client'

import { type ComponentType, type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { canKeep, isDeviceHere } from '#lib/camps/device/device-database.ts'
import type { CampDeviceProps } from './camp-device.tsx'

const load = () => import('./camp-device.tsx').then(({ CampDevice }) => CampDevice)

/** What is shown, drawn by the portal, so that no code of it comes along. */
type Props = CampDeviceProps & { button: ReactNode; failed: ReactNode }

/**
 * The officer's press that lets a device keep entries of a camp. What a device shows once it is set up comes only then, or
 * where it was before.
 */
export function SetUpDevice({ button, failed, ...props }: Props) {
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

  async function setUp(event: FormEvent) {
    event.preventDefault()
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
    <form onSubmit={setUp} className="mt-3 grid justify-items-start gap-3">
      {button}
      {standing === 'FAILED' && failed}
    </form>
  )
}
