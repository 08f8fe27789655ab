import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { cookies } from 'next/headers'
import { cookieName, openSealed, removedCookie, sealedCookie } from '#lib/identity/auth-options.ts'

/** What was typed, by the field's name. */
export type Typed = Record<string, string>

/** Browsers drop a cookie of more than 4,096 bytes. */
const MOST_COOKIE_BYTES = 4_096

/**
 * The header that lets a refused form come back with what was typed into it: the browser alone keeps it, sealed, until the
 * form is taken. `of` says what the form is about. It is packed, so that some 2,000 letters of Hindi fit; more than fits is not
 * kept.
 */
export async function typedKept(of: string, typed: Typed): Promise<Record<string, string>> {
  const words = deflateRawSync(JSON.stringify(typed)).toString('base64url')
  const cookie = await sealedCookie('typed', { of, words })
  return cookie.length > MOST_COOKIE_BYTES ? {} : { 'Set-Cookie': cookie }
}

/** The header that forgets it. */
export const typedForgotten = (): Record<string, string> => ({ 'Set-Cookie': removedCookie('typed') })

/** What was typed in this browser into a form about `of` that was refused; nothing for none. */
export async function currentTyped(of: string): Promise<Typed> {
  const content = await openSealed('typed', (await cookies()).get(cookieName('typed'))?.value)
  if (content?.of !== of || typeof content.words !== 'string') return {}
  return JSON.parse(inflateRawSync(Buffer.from(content.words, 'base64url')).toString()) as Typed
}
