'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'

/**
 * Says that the device is offline, and holds back what would leave the page meanwhile: the browser would show a page of its
 * own, and what was typed would be gone. `held` is said once something was.
 */
export function NoInternet({ text, held }: { text: string; held: string }) {
  const isOffline = useSyncExternalStore(
    subscribe,
    () => !navigator.onLine,
    () => false,
  )
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!isOffline) return
    const hold = (event: Event) => {
      if (!leavesPage(event)) return
      event.preventDefault()
      event.stopPropagation()
      setHeld(true)
    }
    for (const kind of ['click', 'submit']) document.addEventListener(kind, hold, true)
    return () => {
      for (const kind of ['click', 'submit']) document.removeEventListener(kind, hold, true)
      setHeld(false)
    }
  }, [isOffline])
  return (
    <div aria-live="polite" className="no-print sticky top-0 z-30">
      {isOffline && (
        <p className="max-w-none border-b border-line bg-warn-tint px-4 py-2.5 font-semibold text-warn md:px-6 lg:px-8">
          {isHeld ? held : text}
        </p>
      )}
    </div>
  )
}

function subscribe(change: () => void): () => void {
  for (const kind of ['online', 'offline']) window.addEventListener(kind, change)
  return () => {
    for (const kind of ['online', 'offline']) window.removeEventListener(kind, change)
  }
}

/** Whether a click or a form leads to another page of the portal. Phone calls and UPI apps need no internet of ours. */
function leavesPage({ type, target }: Event): boolean {
  // A log-out is never held: what is kept on the device is erased at it, without internet too.
  if (type === 'submit') return (target as HTMLFormElement).getAttribute('action') !== '/api/logout'
  const link = (target as Element).closest('a')
  // Where the person keeps a copy on the device, its worker answers for pages.
  if (!link || navigator.serviceWorker?.controller || link.origin !== location.origin) return false
  return !link.hash || link.pathname + link.search !== location.pathname + location.search
}
