'use client'

import { useSyncExternalStore } from 'react'
import { FAILURE_WORDS } from './failure-words.ts'

const never = () => () => undefined

/** One of the words that the layout wrote for this. Texts of every language would come to the browser with each page. */
const useWord = (name: 'error' | 'errorText' | 'retry'): string =>
  useSyncExternalStore(
    never,
    () => document.getElementById(FAILURE_WORDS)?.dataset[name] ?? '',
    () => '',
  )

/**
 * A page that failed. Each page brings it along to the browser, so it carries nothing but an icon. What went wrong stands in
 * the server's log, never here.
 */
export default function ErrorPage() {
  const [error, errorText, retry] = [useWord('error'), useWord('errorText'), useWord('retry')]
  return (
    <main id="main" className="mx-auto max-w-160 px-4 py-8">
      <section className="card rounded-2xl border border-line bg-surface p-4">
        <h1 className="text-h2">
          <span aria-hidden="true" className="text-bad">
            △
          </span>{' '}
          {error}
        </h1>
        <p>{errorText}</p>
        <button
          type="button"
          onClick={() => location.reload()}
          className="mt-4 min-h-12 w-full rounded-xl border-[1.5px] border-primary font-bold text-primary"
        >
          {retry}
        </button>
      </section>
    </main>
  )
}
