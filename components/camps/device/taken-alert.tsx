'use client'

import { Alert } from '#components/ui/alert.tsx'
import type { Entry } from '#lib/camps/device/device-rules.ts'
import type { DeviceTexts } from './device-texts.ts'
import { fill } from './fill.ts'

type Props = {
  /** What was just taken down; 'LOST' where the device could not keep it. */
  taken: Entry | 'LOST'
  unsent: number
  reasonOf: (reason: string) => string
  texts: DeviceTexts
}

/** What became of the entry that was just taken down, while whoever complains still stands there. */
export function TakenAlert({ taken, unsent, reasonOf, texts }: Props) {
  if (taken === 'LOST') return <Alert kind="bad" status lead={texts.lost} />
  if (taken.state === 'WAITING') return <Alert kind="ok" status lead={fill(texts.kept, { count: unsent })} />
  if (taken.state === 'SENT')
    return <Alert kind="ok" status lead={fill(texts.sentNow, { number: taken.number ?? '' })} />
  return (
    <Alert kind="bad" status lead={texts.state_REFUSED}>
      {taken.reasons.map(reasonOf).join(' ')}
    </Alert>
  )
}
