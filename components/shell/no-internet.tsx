'use client'

import { useEffect, useState } from 'react'

/**
 * Says that the device is offline, and holds back what would leave the page meanwhile: the browser would show a page of its
 * own, and what was typed would be gone. `held` is said once something was.
 */
export function NoInternet({ text, held }: { text: string; held: string }) {
  const [news, setNews] = useState('')
  useEffect(() => {
    const look = () => setNews(navigator.onLine ? '' : text)
    const hold = (event: Event) => {
      if (navigator.onLine || !leavesPage(event)) return
      event.preventDefault()
      event.stopPropagation()
      setNews(held)
    }
    const over = new AbortController()
    const listen = (kind: string, listener: (event: Event) => void) =>
      window.addEventListener(kind, listener, { capture: true, signal: over.signal })
    look()
    listen('online', look)
    listen('offline', look)
    listen('click', hold)
    listen('submit', hold)
    return () => over.abort()
  }, [text, held])
  return (
    <div aria-live="polite" className="no-print sticky top-0 z-30">
      {news && <p className="max-w-none bg-warn-tint px-4 py-2.5 font-semibold text-warn">{news}</p>}
    </div>
  )
}

/** Whether a click or a form leads to another page of the portal. Phone calls and UPI apps need no internet of ours. */
function leavesPage({ type, target }: Event): boolean {
  // A log-out is never held: what is kept on the device is erased at it, without internet too.
  if (type === 'submit') return (target as HTMLFormElement).getAttribute('action') !== '/api/logout'
  // Where the person keeps a copy on the device, its worker answers for pages.
  const href = (target as Element).closest('a')?.getAttribute('href') ?? ''
  return /^[/?]/.test(href) && !navigator.serviceWorker?.controller
}
