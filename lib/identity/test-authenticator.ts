import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()
const PRESENT_AND_VERIFIED = 0x05
const WITH_KEY = 0x40

/** A device in software: makes one key and signs with it what a browser would have it sign. */
export function testAuthenticator({ origin, rpID }: { origin: string; rpID: string }) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  const credentialId = id.toString('base64url')

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const authData = (flags: number, counter: number) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpID), Buffer.from([flags]), count])
  }
  const answer = <T>(response: T) =>
    ({
      ...{ id: credentialId, rawId: credentialId, type: 'public-key' as const, clientExtensionResults: {} },
      response,
    }) as const

  return {
    make(challenge: string, { from = origin, flags = PRESENT_AND_VERIFIED } = {}) {
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ])
      const lengthOfId = Buffer.from([0, id.length])
      const data = [authData(flags | WITH_KEY, 0), Buffer.alloc(16), lengthOfId, id, isoCBOR.encode(key)]
      const attested = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(Buffer.concat(data))],
      ])
      const attestationObject = Buffer.from(isoCBOR.encode(attested as never)).toString('base64url')
      const clientDataJSON = clientData('webauthn.create', challenge, from).toString('base64url')
      return answer({ clientDataJSON, attestationObject, transports: ['internal'] })
    },
    sign(
      challenge: string,
      {
        handle,
        counter,
        from = origin,
        flags = PRESENT_AND_VERIFIED,
      }: { handle: string; counter: number; from?: string; flags?: number },
    ) {
      const data = authData(flags, counter)
      const client = clientData('webauthn.get', challenge, from)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url')
      return answer({
        ...{ clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url') },
        ...{ signature, userHandle: handle },
      })
    },
  }
}
