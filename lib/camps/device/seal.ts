import type { EntryFields } from './device-rules.ts'

/** What somebody said, unreadable without the device's key. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }

/** A key that no script can read out: it lies beside the entries and is erased with them. */
export function makeSealKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Seals the fields of one entry, bound to its key, so that no two can be exchanged. */
export async function sealFields(sealKey: CryptoKey, key: string, fields: EntryFields): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(fields))
  return { iv, bytes: await crypto.subtle.encrypt(algorithm(key, iv), sealKey, text) }
}

export async function openFields(sealKey: CryptoKey, key: string, { iv, bytes }: Sealed): Promise<EntryFields> {
  const text = await crypto.subtle.decrypt(algorithm(key, iv), sealKey, bytes)
  return JSON.parse(new TextDecoder().decode(text)) as EntryFields
}

const algorithm = (key: string, iv: Uint8Array<ArrayBuffer>) => ({
  ...{ name: 'AES-GCM', iv },
  additionalData: new TextEncoder().encode(key),
})
