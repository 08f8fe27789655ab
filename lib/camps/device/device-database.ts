const NAME = 'camp-device'

export const canKeep = (): boolean => 'serviceWorker' in navigator && 'indexedDB' in window && !!crypto.subtle

/**
 * Whether this browser is an officer's device for camps. Every page of the desk asks it before it loads what such a device
 * needs, so nothing else comes along. A browser without a store keeps nothing.
 */
export async function isDeviceHere(): Promise<boolean> {
  const database = await openDatabase().catch(() => null)
  database?.close()
  return database !== null
}

/** The device's database; null where there is none and none is being set up. Looking leaves nothing behind. */
export function openDatabase({ isSettingUp = false } = {}): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    let isNew = false
    request.onupgradeneeded = () => {
      isNew = true
      // Without the officer's press not even an empty database is made.
      if (!isSettingUp) return request.transaction?.abort()
      request.result.createObjectStore('device')
      request.result.createObjectStore('entries', { keyPath: 'key' })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => (isNew && !isSettingUp ? resolve(null) : reject(request.error))
  })
}

export function deleteDatabase(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(request.error)
  })
}
