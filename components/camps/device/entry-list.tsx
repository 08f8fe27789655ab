'use client'

import { Badge, type BadgeKind } from '#components/ui/badge.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import type { Entry, EntryState } from '#lib/camps/device/device-rules.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { DeviceTexts } from './device-texts.ts'

const KINDS: Record<EntryState, BadgeKind> = { WAITING: 'warn', REFUSED: 'bad', SENT: 'ok' }

type Props = {
  entries: readonly Entry[]
  /** Names of the categories by their keys. */
  categories: Record<string, string>
  /** Why the portal refuses, in words. */
  reasonOf: (reason: string) => string
  texts: DeviceTexts
  locale: Locale
  onMend: (entry: Entry) => void
  onThrowAway: (entry: Entry) => void
}

/** What was taken down on this device, the newest first. Of whom it is stands no more than finds it again. */
export function EntryList({ entries, categories, reasonOf, texts, locale, onMend, onThrowAway }: Props) {
  return (
    <ul>
      {[...entries].reverse().map((entry) => (
        <li key={entry.key} className="border-b border-line py-3 last:border-b-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <span className="font-semibold">{entry.number ?? titleOf(entry, categories)}</span>
            <Badge kind={KINDS[entry.state]}>{texts[`state_${entry.state}`]}</Badge>
          </div>
          <p className="text-small text-text-2">{formatInstant(new Date(entry.writtenAt), locale)}</p>
          {entry.state === 'REFUSED' && (
            <>
              <ul className="mt-1 text-bad">
                {entry.reasons.map((reason) => (
                  <li key={reason}>{reasonOf(reason)}</li>
                ))}
              </ul>
              <div className="mt-1 flex flex-wrap items-start gap-x-6">
                <ActionButton look="text" onPress={() => onMend(entry)}>
                  {texts.mend}
                </ActionButton>
                <details>
                  <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-primary">
                    {texts.throwAway}
                  </summary>
                  <p>{texts.throwAwayText}</p>
                  <ActionButton look="text" onPress={() => onThrowAway(entry)}>
                    {texts.throwAwayButton}
                  </ActionButton>
                </details>
              </div>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function titleOf({ fields }: Entry, categories: Record<string, string>): string {
  const digits = fields?.consumerNo?.replace(/\D/g, '') ?? ''
  const category = categories[fields?.category ?? ''] ?? ''
  return digits === '' ? category : `${category}, ••${digits.slice(-4)}`
}
