import { useCallback, useEffect, useRef, useState } from 'react'
import { type DeviceLook, lookAtDevice } from '#lib/camps/device/device.ts'

/** A network that answers nobody says nothing when it answers again. */
const TRY_AGAIN_MS = 30_000

/**
 * The device as it stands now, null before it was looked at. Looks again, and sends what waits, when the connection
 * returns, when the page is seen again, when asked, and every half minute while something waits for a connection.
 */
export function useDevice(): { look: DeviceLook | null; lookAgain: () => Promise<void> } {
  const [look, setLook] = useState<DeviceLook | null>(null)
  const looking = useRef<Promise<void>>(Promise.resolve())
  const erased = useRef(0)
  const lookAgain = useCallback(() => {
    const report = (seen: DeviceLook) => {
      // What was erased is reported once, by the look that did it, and is said until the page is left.
      erased.current = Math.max(erased.current, seen.erased)
      setLook((before) => settled(before, { ...seen, erased: erased.current }))
    }
    // One after the other: two looks at once would ask and send twice.
    looking.current = looking.current.then(() => lookAtDevice(report)).catch(() => {})
    return looking.current
  }, [])
  useEffect(() => {
    const changed = () => void lookAgain()
    const seen = () => !document.hidden && changed()
    changed()
    window.addEventListener('online', changed)
    window.addEventListener('offline', changed)
    document.addEventListener('visibilitychange', seen)
    return () => {
      window.removeEventListener('online', changed)
      window.removeEventListener('offline', changed)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [lookAgain])
  useEffect(() => {
    if (!look || look.unsent === 0 || look.isConnected || look.standing !== 'OWN') return
    const timer = setTimeout(lookAgain, TRY_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [look, lookAgain])
  return { look, lookAgain }
}

/** While it is asked anew whose login this is, the page stays as it was. */
function settled(before: DeviceLook | null, now: DeviceLook): DeviceLook {
  if (now.standing !== 'CHECKING' || !before?.device) return now
  return { ...now, standing: before.standing, entries: before.entries }
}
