'use client'

import { useEffect } from 'react'
import type { CampOnDevice } from '#lib/camps/device/device-rules.ts'
import { keepEntry } from '#lib/camps/device/device-store.ts'
import { readEntry } from './intake-fields.ts'

/**
 * On a device that is set up, the form of a camp's own page that is sent while there is no connection is kept instead:
 * the browser would show a page of its own, and what was typed would be gone.
 */
export function KeepWithoutInternet({ camp }: { camp: CampOnDevice }) {
  useEffect(() => {
    const keep = (event: SubmitEvent) => {
      const form = event.target as HTMLFormElement
      if (navigator.onLine || form.getAttribute('action') !== '/api/desk/complaints/take') return
      event.preventDefault()
      // Under the key of the form: it may have been sent a moment before.
      const entry = { ...readEntry(form, camp, null), key: String(new FormData(form).get('key')) }
      void keepEntry(entry).then(() => window.location.assign(`/desk/camps/offline?camp=${camp.id}`))
    }
    document.addEventListener('submit', keep)
    return () => document.removeEventListener('submit', keep)
  }, [camp])
  return null
}
