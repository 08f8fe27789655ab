import { dayOf, type IstDay } from '#lib/units/ist.ts'

/** How long a device keeps anything: a camp's entry, or its being set up. */
export const KEPT_MS = 7 * 86_400_000
/** From when on a page warns that an entry will be erased unsent. */
const WARNED_MS = 5 * 86_400_000

/**
 * WAITING: not sent yet. REFUSED: the portal could not register it, and says why; it waits for the officer. SENT: the
 * portal has it, and the device nothing but its number.
 */
export type EntryState = 'WAITING' | 'REFUSED' | 'SENT'

/** What somebody said, by the names of the form's fields. */
export type EntryFields = Record<string, string>

/** An entry as a device keeps it. */
export type Entry = {
  /** Made when it was written down: sent again, it makes no second complaint. */
  key: string
  campId: string
  writtenAt: number
  state: EntryState
  /** Why it was refused. */
  reasons: string[]
  /** Null once it was sent. */
  fields: EntryFields | null
  /** Once it was sent: the complaint's number. */
  number: string | null
}

export type CampOnDevice = { id: string; place: { hi: string; en: string }; heldOn: IstDay; subdivision: string }

/** A device that an officer has set up. There is one officer on a device at a time. */
export type Device = { staffId: string; setUpAt: number; camps: CampOnDevice[] }

/** Whose login the browser has, as the portal says; UNREACHED without a connection. */
export type Login = { kind: 'UNREACHED' } | { kind: 'NONE' } | { kind: 'OFFICER'; staffId: string }

/**
 * NOT_SET_UP: nothing may be kept. OWN: entries are shown, and sent if there is a connection. LOG_IN: they wait for their
 * officer and are not shown. OTHER: they are another officer's, neither shown nor sent.
 */
export type Standing = 'NOT_SET_UP' | 'OWN' | 'LOG_IN' | 'OTHER'

/** What may be done with what a device keeps. Without a connection nobody can be asked, and it is its officer's. */
export function standingOf(device: Device | null, login: Login): Standing {
  if (!device) return 'NOT_SET_UP'
  if (login.kind === 'UNREACHED') return 'OWN'
  if (login.kind === 'NONE') return 'LOG_IN'
  return login.staffId === device.staffId ? 'OWN' : 'OTHER'
}

/** Not yet known to the portal: what would be lost if it were erased. */
export const isUnsent = ({ state }: Pick<Entry, 'state'>): boolean => state !== 'SENT'

type Times = Pick<Entry, 'writtenAt' | 'state'>

/** When an entry is erased, sent or not. */
export const erasedAt = ({ writtenAt }: Pick<Entry, 'writtenAt'>): number => writtenAt + KEPT_MS

export const isExpired = (entry: Pick<Entry, 'writtenAt'>, now: number): boolean => now >= erasedAt(entry)

/** Unsent, and erased within two days. */
export const isErasedSoon = (entry: Times, now: number): boolean =>
  isUnsent(entry) && now >= entry.writtenAt + WARNED_MS && !isExpired(entry, now)

/** Whether the setting up itself has ended: nothing new is written down, what waits can still be sent. */
export const isSetUpOver = ({ setUpAt }: Pick<Device, 'setUpAt'>, now: number): boolean => now >= setUpAt + KEPT_MS

/**
 * As of when the portal counts an entry: when it was written down by the device's clock if that can be true, that is not
 * in the future, at most a week ago and on the day of the camp; else when it arrived. So a wrong clock changes no day's
 * figures and gives nobody a shorter or longer service clock than a week's.
 */
export function countedAt(
  writtenAt: Date | null,
  { arrivedAt, heldOn }: { arrivedAt: Date; heldOn: IstDay | null },
): Date {
  if (!writtenAt || !heldOn || writtenAt > arrivedAt || dayOf(writtenAt) !== heldOn) return arrivedAt
  return arrivedAt.getTime() - writtenAt.getTime() <= KEPT_MS ? writtenAt : arrivedAt
}
