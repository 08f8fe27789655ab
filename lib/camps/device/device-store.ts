import { deleteDatabase, openDatabase } from './device-database.ts'
import { type CampOnDevice, type Device, type Entry, isUnsent } from './device-rules.ts'
import { makeSealKey, openFields, type Sealed, sealFields } from './seal.ts'

type DeviceRow = Device & { sealKey: CryptoKey }
type EntryRow = Omit<Entry, 'fields'> & { sealed: Sealed | null }

/** The device as it was set up; null where it was not. Looking leaves nothing behind. */
export async function readDevice(): Promise<DeviceRow | null> {
  return (await inStore<DeviceRow | undefined>('device', 'readonly', (store) => store.get('device'))) ?? null
}

/** Sets the device up for an officer and a camp, or for one camp more. What it held of another officer must be gone. */
export async function keepDevice(staffId: string, camp: CampOnDevice, now: number): Promise<void> {
  const known = await readDevice()
  if (known && known.staffId !== staffId) throw new Error('another officer’s device')
  const camps = [...(known?.camps ?? []).filter(({ id }) => id !== camp.id), camp]
  const row: DeviceRow = { staffId, setUpAt: now, camps, sealKey: known?.sealKey ?? (await makeSealKey()) }
  await inStore('device', 'readwrite', (store) => store.put(row, 'device'), { isSettingUp: true })
}

/** All entries in the order in which they were written down, opened. */
export async function readEntries(): Promise<Entry[]> {
  const device = await readDevice()
  const rows = device && (await inStore<EntryRow[]>('entries', 'readonly', (store) => store.getAll()))
  if (!device || !rows) return []
  const entries = rows.map(async ({ sealed, ...row }) => {
    const fields = sealed && (await openFields(device.sealKey, row.key, sealed))
    return { ...row, fields }
  })
  return (await Promise.all(entries)).sort((a, b) => a.writtenAt - b.writtenAt)
}

/** How many entries the portal has not got; nothing is opened for it. */
export async function countUnsent(): Promise<number> {
  return ((await inStore<EntryRow[]>('entries', 'readonly', (store) => store.getAll())) ?? []).filter(isUnsent).length
}

/** Writes an entry down, or one that was mended in place of what it was. Throws where the device is no longer set up. */
export async function keepEntry(entry: Entry): Promise<void> {
  const device = await readDevice()
  if (!device) throw new Error('the device is not set up')
  const { fields, ...row } = entry
  const sealed = fields && (await sealFields(device.sealKey, entry.key, fields))
  await inStore('entries', 'readwrite', (store) => store.put({ ...row, sealed } satisfies EntryRow))
}

/** Erases entries. */
export async function dropEntries(keys: readonly string[]): Promise<void> {
  for (const key of keys) await inStore('entries', 'readwrite', (store) => store.delete(key))
}

/** Erases everything: the key first of all, so that what a disk still holds of the entries stays unreadable. */
export async function eraseStore(): Promise<void> {
  await inStore('device', 'readwrite', (store) => store.clear())
  await deleteDatabase()
}

/** One request to one store. Null where there is no database and none is being set up. */
async function inStore<T>(
  name: 'device' | 'entries',
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
  how: { isSettingUp?: boolean } = {},
): Promise<T | null> {
  const database = await openDatabase(how)
  if (!database) return null
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(name, mode)
      const request = ask(transaction.objectStore(name))
      // Only once it is complete is it on the disk.
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}
