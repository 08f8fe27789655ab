/** The browser's side of logins without a code: its own WebAuthn, without a library. */
const START = '/api/login/passkey/start'

export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Makes a key in this device. Rejects where the person breaks it off, or it has one already. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<string> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  return JSON.stringify(await navigator.credentials.create({ publicKey }))
}

/** Signs for a login, with the key that the person chooses. Rejects where they break it off. */
export async function signByPasskey(): Promise<string> {
  const answer = await fetch(START, { method: 'POST' })
  if (!answer.ok) throw new Error(`${START}: ${answer.status}`)
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await answer.json())
  return JSON.stringify(await navigator.credentials.get({ publicKey }))
}

/** Why a device has neither made a key nor signed, by the name that WebAuthn gives it. */
export function whyNoPasskey(error: unknown): 'cancelled' | 'already' | 'failed' {
  const name = error instanceof DOMException ? error.name : ''
  // Broken off, or not answered in time: browsers do not tell which.
  if (name === 'NotAllowedError' || name === 'AbortError') return 'cancelled'
  return name === 'InvalidStateError' ? 'already' : 'failed'
}
