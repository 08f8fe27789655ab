'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton, LinkButton } from '#components/ui/button.tsx'
import { eraseDevice, setUpDevice } from '#lib/camps/device/device.ts'
import { type CampOnDevice, isSetUpOver, KEPT_MS } from '#lib/camps/device/device-rules.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { AskFirst } from './ask-first.tsx'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'
import { KeepWithoutInternet } from './keep-without-internet.tsx'
import { useDevice } from './use-device.ts'

export type CampDeviceProps = { staffId: string; camp: CampOnDevice; texts: DeviceTexts; locale: Locale }

/** A device that is set up, at a camp: another camp or another week is added, the page without internet opened, all of it ended. */
export function CampDevice({ staffId, camp, texts, locale }: CampDeviceProps) {
  const { look, lookAgain } = useDevice()
  const [hasFailed, setFailed] = useState(false)
  const ask = useRef<HTMLDialogElement>(null)
  if (!look) return null
  const { device, unsent } = look

  async function doing(work: Promise<void>) {
    await work.then(
      () => setFailed(false),
      () => setFailed(true),
    )
    ask.current?.close()
    await lookAgain()
  }
  const setUp = () => setUpDevice(staffId, camp)
  // Whatever else the page says of the device is of before.
  const erase = () => doing(eraseDevice().then(() => window.location.reload()))
  const failed: ReactNode = hasFailed && <Alert kind="bad" status lead={texts.failed} />

  if (device && device.staffId !== staffId)
    return (
      <div className="mt-3 grid gap-3">
        <Alert kind="warn" lead={texts.other}>
          {fill(texts.otherText, { count: unsent })}
        </Alert>
        <details>
          <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-primary">{texts.takeOver}</summary>
          <p className="mb-3">{fill(texts.takeOverText, { count: unsent })}</p>
          <ActionButton look="outlined" onPress={() => doing(eraseDevice().then(setUp))}>
            {texts.takeOverButton}
          </ActionButton>
        </details>
        {failed}
      </div>
    )

  if (!device?.camps.some(({ id }) => id === camp.id) || isSetUpOver(device, Date.now()))
    return (
      <div className="mt-3 grid justify-items-start gap-3">
        <ActionButton look="outlined" onPress={() => doing(setUp())}>
          {texts.setUp}
        </ActionButton>
        {failed}
      </div>
    )
  const end = () => (unsent > 0 ? ask.current?.showModal() : void erase())
  return (
    <div className="mt-3 grid justify-items-start gap-2">
      <p className="font-semibold">
        {fill(texts.isSetUp, { at: formatInstant(new Date(device.setUpAt + KEPT_MS), locale) })}
      </p>
      <LinkButton href={`/desk/camps/offline?camp=${camp.id}`} look="outlined">
        {texts.open}
      </LinkButton>
      <ActionButton look="text" onPress={end}>
        {texts.end}
      </ActionButton>
      {failed}
      <KeepWithoutInternet camp={camp} />
      <AskFirst
        dialog={ask}
        title={fill(texts.unsent, { count: unsent })}
        text={texts.endText}
        yes={texts.endButton}
        no={texts.back}
        onYes={erase}
      />
    </div>
  )
}
