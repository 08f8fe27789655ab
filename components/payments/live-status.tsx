'use client'
import { useEffect } from 'react'

const OFTEN_MS = 2_000
const SELDOM_MS = 10_000
/** Most people pay within a minute of opening the page. */
const OFTEN_FOR_MS = 60_000

/**
 * Asks where an attempt stands and loads the page again when that has changed: the server says what it means. Asks
 * less often after a minute, and not at all while nobody looks. Without a script the page's link does the same.
 */
export function LiveStatus({ attemptId, shown }: { attemptId: string; shown: { state: string; isBillPaid: boolean } }) {
  const { state, isBillPaid } = shown
  useEffect(() => {
    const began = Date.now()
    let timer: number | undefined
    let stopped = false
    const later = () => {
      window.clearTimeout(timer)
      if (stopped || document.hidden) return
      timer = window.setTimeout(ask, Date.now() - began < OFTEN_FOR_MS ? OFTEN_MS : SELDOM_MS)
    }
    const ask = async () => {
      try {
        const answer = await fetch(`/api/payments/${attemptId}`, { cache: 'no-store' })
        // Logged out meanwhile: the page itself leads to the login and back.
        if (answer.status === 401 || answer.status === 404) return window.location.reload()
        if (answer.ok) {
          const now = (await answer.json()) as { state: string; isBillPaid: boolean }
          if (now.state !== state || now.isBillPaid !== isBillPaid) return window.location.reload()
        }
      } catch {
        // No network just now: the next question may get through.
      }
      later()
    }
    const look = () => (document.hidden ? window.clearTimeout(timer) : void ask())
    later()
    document.addEventListener('visibilitychange', look)
    return () => {
      stopped = true
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [attemptId, state, isBillPaid])
  return null
}
