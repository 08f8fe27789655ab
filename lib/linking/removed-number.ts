import { keyedHash } from '#lib/platform/secrets.ts'

/** By what a number that an owner has removed is known again once its person is erased: it leads to nobody without the key. */
export const removedNumberOf = (mobile: string): string => keyedHash('removed number', mobile).toString('base64url')
