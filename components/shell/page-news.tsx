'use client'

import { useEffect, useState } from 'react'
import { type InternetTexts, watchInternet } from './watch-internet.ts'
import { type WaitingTexts, watchWaiting } from './watch-waiting.ts'

export type PageNewsTexts = InternetTexts & WaitingTexts

/**
 * Says what happens to a page that no server can say: that the device is offline, that a form is on its way, that another
 * page is coming. All of it in one region, which readers of screens hear; what they see of the wait is a line at the top.
 */
export function PageNews({ texts }: { texts: PageNewsTexts }) {
  const [offline, setOffline] = useState('')
  const [waiting, setWaiting] = useState('')
  useEffect(() => {
    const over = new AbortController()
    watchInternet(texts, setOffline, over.signal)
    watchWaiting(texts, setWaiting, over.signal)
    return () => over.abort()
  }, [texts])
  return (
    <div aria-live="polite" className="no-print sticky top-0 z-30">
      {offline && <p className="max-w-none bg-warn-tint px-4 py-2.5 font-semibold text-warn">{offline}</p>}
      {waiting && (
        <p className="waiting-line">
          <span className="sr-only">{waiting}</span>
        </p>
      )}
    </div>
  )
}
