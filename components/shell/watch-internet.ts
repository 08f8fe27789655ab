export type InternetTexts = { offline: string; offlineHeld: string }
type Say = (text: string) => void

/**
 * Tells `say` whether the device is offline, and holds back what would leave the page meanwhile: the browser would show a page
 * of its own, and what was typed would be gone. `offlineHeld` is said once something was.
 */
export function watchInternet({ offline, offlineHeld }: InternetTexts, say: Say, signal: AbortSignal): void {
  const look = () => say(navigator.onLine ? '' : offline)
  const hold = (event: Event) => {
    if (navigator.onLine || !leavesPage(event)) return
    event.preventDefault()
    event.stopPropagation()
    say(offlineHeld)
  }
  const listen = (kind: string, listener: (event: Event) => void) =>
    window.addEventListener(kind, listener, { capture: true, signal })
  look()
  listen('online', look)
  listen('offline', look)
  listen('click', hold)
  listen('submit', hold)
}

/** Whether a click or a form leads to another page of the portal. Phone calls and UPI apps need no internet of ours. */
function leavesPage({ type, target }: Event): boolean {
  const element = target as Element
  // A device for camps takes complaints down by itself, and has the pages of camps (`components/camps/device/on-device.tsx`).
  const isKept = document.body.dataset.device && element.closest('[action$="/take"], [href^="/desk/camps/"]')
  // A log-out is never held: what is kept on the device is erased at it, without internet too.
  if (type === 'submit') return !isKept && !element.matches('[action$="/logout"]')
  // Where the person keeps a copy on the device, its worker answers for pages, but for none of the desk.
  const isAnswered = navigator.serviceWorker?.controller && !location.pathname.startsWith('/desk')
  return !isKept && !isAnswered && Boolean(element.closest('a[href^="/"], a[href^="?"]'))
}
