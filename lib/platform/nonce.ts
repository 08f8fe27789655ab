import { randomBytes } from 'node:crypto'

/** What the scripts and styles of one answer carry, and no other's: 128 random bits, which a UUID does not have (ASVS 11.5.1). */
export const newNonce = (): string => randomBytes(16).toString('base64url')
