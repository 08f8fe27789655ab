'use client'

import { Alert } from '#components/ui/alert.tsx'
import type { DeviceLook } from '#lib/camps/device/device.ts'
import { erasedAt, isErasedSoon, isSetUpOver } from '#lib/camps/device/device-rules.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'

type Props = { look: DeviceLook; texts: DeviceTexts; locale: Locale }

/** How things stand with the device, where the officer has to know or do something. */
export function DeviceNotices({ look, texts, locale }: Props) {
  const { standing, device, entries, unsent, erased, isConnected } = look
  const now = Date.now()
  const soon = entries.filter((entry) => isErasedSoon(entry, now))
  const first = formatInstant(new Date(soon.length === 0 ? now : Math.min(...soon.map(erasedAt))), locale)
  return (
    <>
      {erased > 0 && <Alert kind="bad" status lead={fill(texts.erased, { count: erased })} />}
      {standing === 'NOT_SET_UP' && (
        <Alert kind="info" lead={texts.notSetUp}>
          {texts.notSetUpText} <a href="/desk/camps">{texts.camps}</a>
        </Alert>
      )}
      {standing === 'LOG_IN' && (
        <Alert kind="warn" status lead={texts.logIn}>
          {fill(texts.logInText, { count: unsent })} <a href="/desk/login">{texts.logInLink}</a>
        </Alert>
      )}
      {standing === 'OTHER' && (
        <Alert kind="warn" lead={texts.other}>
          {fill(texts.otherText, { count: unsent })} <a href="/desk/camps">{texts.camps}</a>
        </Alert>
      )}
      {standing === 'OWN' && !isConnected && (
        <Alert kind="info" status lead={texts.noInternet}>
          {texts.noInternetText}
        </Alert>
      )}
      {soon.length > 0 && <Alert kind="warn" lead={fill(texts.soon, { count: soon.length, at: first })} />}
      {standing === 'OWN' && device && isSetUpOver(device, now) && (
        <Alert kind="warn" lead={texts.over}>
          {texts.overText} <a href="/desk/camps">{texts.camps}</a>
        </Alert>
      )}
    </>
  )
}
