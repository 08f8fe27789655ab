import {
  type CampOnDevice,
  type Device,
  type Entry,
  isExpired,
  isSetUpOver,
  isUnsent,
  type Login,
  type Standing,
  standingOf,
} from './device-rules.ts'
import { dropEntries, eraseStore, keepDevice, keepEntry, readDevice, readEntries } from './device-store.ts'
import { type Answer, readAnswer, sendEntries } from './send-entries.ts'

const WORKER = '/desk/camps/worker.js'
const SCOPE = '/desk/camps/'
const CACHE = 'camp-intake'
const PATIENCE_MS = 10_000

/** What a page may know of the device. */
export type DeviceLook = {
  /** CHECKING: set up, and not yet known whose login this is. */
  standing: Standing | 'CHECKING'
  isConnected: boolean
  device: Device | null
  /** Empty unless they are the reader's. */
  entries: Entry[]
  unsent: number
  /** How many were just erased unsent, because their seven days were over. */
  erased: number
}

/**
 * Erases what is past its time, asks whose login this is, sends what waits, and reports what can be shown, first before
 * anybody was asked. One page at a time sends; the portal's keys would bear two.
 */
export async function lookAtDevice(report: (look: DeviceLook) => void): Promise<void> {
  const erased = await eraseWhatIsOver()
  const device = await readDevice()
  const look = async (standing: DeviceLook['standing'], isConnected: boolean) => {
    const entries = await readEntries()
    const isShown = standing === 'OWN'
    const unsent = entries.filter(isUnsent).length
    report({ standing, isConnected, device, entries: isShown ? entries : [], unsent, erased })
  }
  if (!device) return look('NOT_SET_UP', navigator.onLine)
  await look('CHECKING', navigator.onLine)
  const login = await whoseLogin()
  const standing = standingOf(device, login)
  if (login.kind !== 'OFFICER' || standing !== 'OWN') return look(standing, login.kind !== 'UNREACHED')
  const post = (entry: Entry) => postEntry(device.staffId, entry)
  const send = () => sendEntries({ entries: readEntries, post, keep: keepEntry, now: Date.now })
  const sent = await navigator.locks.request('camp-device', send)
  await look(sent === 'LOG_IN' || sent === 'OTHER' ? sent : 'OWN', sent !== 'UNREACHED')
}

/** Sets the device up: the page that works without a connection is kept first, then the place for entries. */
export async function setUpDevice(staffId: string, camp: CampOnDevice): Promise<void> {
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
  const { active } = await navigator.serviceWorker.ready
  const { port1, port2 } = new MessageChannel()
  const kept = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
  active?.postMessage('keep', [port2])
  if ((await kept) !== true) throw new Error('the page could not be kept')
  await keepDevice(staffId, camp, Date.now())
  // Best effort: a browser that runs out of room may erase what it was not asked to keep.
  await navigator.storage?.persist?.().catch(() => false)
}

/** Erases all that the device keeps, entries or page. */
export async function eraseDevice(): Promise<void> {
  if (await readDevice()) await eraseStore()
  await caches.delete(CACHE)
  await (await navigator.serviceWorker.getRegistration(SCOPE))?.unregister()
}

/** Returns how many unsent entries it erased. */
async function eraseWhatIsOver(): Promise<number> {
  const device = await readDevice()
  if (!device) return 0
  const now = Date.now()
  const entries = await readEntries()
  const over = entries.filter((entry) => isExpired(entry, now))
  await dropEntries(over.map(({ key }) => key))
  const isNothingLeft = !entries.some((entry) => isUnsent(entry) && !over.includes(entry))
  if (isSetUpOver(device, now) && isNothingLeft) await eraseDevice()
  return over.filter(isUnsent).length
}

async function whoseLogin(): Promise<Login> {
  if (!navigator.onLine) return { kind: 'UNREACHED' }
  try {
    const answer = await fetch('/api/desk/camps/officer', {
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: 'no-store',
    })
    if (answer.status === 401) return { kind: 'NONE' }
    const { officer } = (await answer.json()) as { officer?: unknown }
    return typeof officer === 'string' ? { kind: 'OFFICER', staffId: officer } : { kind: 'UNREACHED' }
  } catch {
    return { kind: 'UNREACHED' }
  }
}

async function postEntry(staffId: string, { key, campId, writtenAt, fields }: Entry): Promise<Answer> {
  const own = { key, camp: campId, officer: staffId, writtenAt: new Date(writtenAt).toISOString() }
  try {
    const answer = await fetch('/api/desk/complaints/take', {
      ...{ method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ ...fields, ...own }) },
      ...{ redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) },
    })
    return readAnswer(answer.status, await answer.json().catch(() => null))
  } catch {
    return { kind: 'UNREACHED' }
  }
}
