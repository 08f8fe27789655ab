'use client'

import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Alert } from '#components/ui/alert.tsx'
import { ActionButton } from '#components/ui/button.tsx'
import { Card, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { type CampOnDevice, type Device, type Entry, isSetUpOver } from '#lib/camps/device/device-rules.ts'
import { dropEntries, keepEntry } from '#lib/camps/device/device-store.ts'
import { entryFaults } from '#lib/camps/device/entry-faults.ts'
import { formatDay, formatInstant } from '#lib/units/display.ts'
import { dayOf } from '#lib/units/ist.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { DeviceNotices } from './device-notices.tsx'
import type { DeviceTexts } from './device-texts.ts'
import { EntryList } from './entry-list.tsx'
import { fill } from './fill.ts'
import { fillForm, readEntry } from './intake-fields.ts'
import { TakenAlert } from './taken-alert.tsx'
import { useDevice } from './use-device.ts'

/** What a refusal says, and of which field. */
export type RefusalTexts = Record<string, { field: string; message: string }>

type Props = {
  texts: DeviceTexts
  refusals: RefusalTexts
  categories: Record<string, string>
  /** What stands above a form with one mistake, with two, and so on. */
  errorTitles: readonly string[]
  locale: Locale
  /** The form of the desk, drawn by the portal. */
  children: ReactNode
}

/**
 * Takes complaints down on a device that was set up, with a connection or without: each is kept first and sent when it
 * can be, so that nothing depends on the moment.
 */
export function OfflineIntake({ texts, refusals, categories, errorTitles, locale, children }: Props) {
  const { look, lookAgain } = useDevice()
  const [faults, setFaults] = useState<{ reasons: string[]; at: number }>({ reasons: [], at: 0 })
  /** The key of what was just taken down, or that it could not be kept. */
  const [last, setLast] = useState<{ key: string } | 'LOST' | null>(null)
  const [mending, setMending] = useState<Entry | null>(null)
  const form = useRef<HTMLDivElement>(null)
  const isKeeping = useRef(false)
  if (!look) return null
  const { device, entries, standing, unsent } = look
  const camp = device && campOf(device)
  const mayWrite = device && camp && (standing === 'OWN' || standing === 'CHECKING') && !isSetUpOver(device, Date.now())

  async function keep(event: FormEvent) {
    event.preventDefault()
    // A second press while the first is written down would take the same entry twice.
    if (!camp || isKeeping.current) return
    const element = event.target as HTMLFormElement
    const entry = readEntry(element, camp, mending)
    const reasons = entryFaults(entry.fields ?? {}, new Date())
    setFaults({ reasons, at: Date.now() })
    setLast(null)
    if (reasons.length > 0) return
    // Empty at once: what is typed while a slow device writes belongs to the next entry.
    element.reset()
    isKeeping.current = true
    try {
      await keepEntry(entry)
    } catch {
      fillForm(element, entry.fields ?? {})
      return setLast('LOST')
    } finally {
      isKeeping.current = false
    }
    setMending(null)
    setLast(entry)
    element.querySelector<HTMLInputElement>('[name=consumerNo]')?.focus()
    await lookAgain()
  }

  function mend(entry: Entry) {
    const element = form.current?.querySelector('form')
    if (!element) return
    setLast(null)
    setMending(entry)
    setFaults({ reasons: entry.reasons, at: Date.now() })
    fillForm(element, entry.fields ?? {})
  }

  async function throwAway({ key }: Entry) {
    await dropEntries([key])
    if (mending?.key === key) setMending(null)
    await lookAgain()
  }

  const errors = faults.reasons.flatMap((reason) => refusals[reason] ?? [])
  const reasonOf = (reason: string) => refusals[reason]?.message ?? texts.noLeave
  const taken = last === 'LOST' ? last : last && entries.find(({ key }) => key === last.key)
  const at = mending && formatInstant(new Date(mending.writtenAt), locale)
  return (
    <Stack>
      <DeviceNotices look={look} texts={texts} locale={locale} />
      {mayWrite && (
        <div ref={form} onSubmit={keep} className="grid grid-cols-1 gap-4 lg:gap-5">
          <p className="font-semibold">{`${inLanguage(camp.place, locale)}, ${formatDay(camp.heldOn, locale)}`}</p>
          <ErrorSummary key={faults.at} title={errorTitles[errors.length - 1] ?? ''} errors={errors} />
          {at && <Alert kind="info" status lead={fill(texts.mending, { at })} />}
          {taken && <TakenAlert {...{ taken, unsent, reasonOf, texts }} />}
          {children}
        </div>
      )}
      {entries.length > 0 && (
        <Card title={texts.entries} aside={unsent > 0 ? fill(texts.unsent, { count: unsent }) : texts.allSent}>
          <EntryList {...{ entries, categories, reasonOf, texts, locale }} onMend={mend} onThrowAway={throwAway} />
          {unsent > 0 && (
            <div className="mt-3">
              <ActionButton look="outlined" onPress={lookAgain}>
                {texts.send}
              </ActionButton>
            </div>
          )}
        </Card>
      )}
    </Stack>
  )
}

/** The camp that the address names, else today's, else the last that the device was set up for. */
function campOf({ camps }: Device): CampOnDevice | null {
  const named = new URLSearchParams(window.location.search).get('camp')
  const today = dayOf(new Date())
  return camps.find(({ id }) => id === named) ?? camps.find(({ heldOn }) => heldOn === today) ?? camps.at(-1) ?? null
}
