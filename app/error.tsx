'use client'

import { useSyncExternalStore } from 'react'
import en from '#lib/i18n/messages/en/failure.json' with { type: 'json' }
import hi from '#lib/i18n/messages/hi/failure.json' with { type: 'json' }
import type { OfferedLocale } from '#lib/units/locale.ts'

// The list of languages brings their months and weekdays along: too much for every page.
const TEXTS = { hi, en } satisfies Record<OfferedLocale, typeof hi>
const never = () => () => undefined

/**
 * A page that failed. Each page brings it along to the browser, so it carries nothing but its few texts and an icon, and takes
 * the language from the document. What went wrong stands in the server's log, never here.
 */
export default function ErrorPage() {
  const language = useSyncExternalStore(
    never,
    () => document.documentElement.lang,
    () => 'hi',
  )
  const t = language in TEXTS ? TEXTS[language as OfferedLocale] : hi
  return (
    <main id="main" className="mx-auto max-w-160 px-4 py-8">
      <section className="card rounded-2xl border border-line bg-surface p-4">
        <h1 className="text-h2">
          <span aria-hidden="true" className="text-bad">
            △
          </span>{' '}
          {t.error}
        </h1>
        <p>{t.errorText}</p>
        <button
          type="button"
          onClick={() => location.reload()}
          className="mt-4 min-h-12 w-full rounded-xl border-[1.5px] border-primary font-bold text-primary"
        >
          {t.retry}
        </button>
      </section>
    </main>
  )
}
