import { Name } from '#components/ui/name.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = {
  what: 'session' | 'passkey' | 'everywhere'
  /** Null for every login. */
  device: { device: string; since: Date } | null
  locale: Locale
}

/** What a person is about to end, in a sentence. */
export function WhatEnds({ what, device, locale }: Props) {
  const t = textsFor(locale, 'confirm')
  if (!device) return <p className="font-semibold">{t(what)}</p>
  const name = device.device === '?' ? textsFor(locale, 'profile')('unknownDevice') : device.device
  return (
    <p className="font-semibold">
      {t.rich(what, {
        ...{ device: name, at: formatInstant(device.since, locale) },
        name: () => (
          <Name key="name" locale={locale}>
            {name}
          </Name>
        ),
      })}
    </p>
  )
}
