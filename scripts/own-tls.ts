import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import type { Env } from '#lib/platform/env.ts'
import { PlainError } from '#lib/platform/errors.ts'

/** Certificate (with what leads to its issuer) and key as PEM, for a portal that its proxy reaches over a network. */
export type OwnTls = { cert: string; key: string }

/**
 * Reads `TLS_CERT` and `TLS_KEY`, each a file's path or the PEM itself, as a credential of systemd has it. Null where the
 * portal speaks http, to its own machine alone. Throws in plain words where they cannot be read, are not of each other, or
 * are over.
 */
export function readOwnTls({ tls: named }: Pick<Env, 'tls'>, now: Date = new Date()): OwnTls | null {
  if (!named) return null
  const [cert, key] = [pemOf('TLS_CERT', named.cert), pemOf('TLS_KEY', named.key)]
  try {
    tls.createSecureContext({ cert, key })
  } catch {
    throw new PlainError('TLS_CERT and TLS_KEY are no certificate and the key that belongs to it.')
  }
  const { validToDate } = new X509Certificate(cert)
  if (validToDate <= now) throw new PlainError(`The certificate of TLS_CERT ended at ${validToDate.toISOString()}.`)
  return { cert, key }
}

function pemOf(name: string, given: string): string {
  if (given.startsWith('-----BEGIN ')) return given
  try {
    return fs.readFileSync(given, 'utf8')
  } catch {
    throw new PlainError(`${name} ${given} cannot be read.`)
  }
}

/** The start's own question whether the portal is ready: over TLS believed of that very certificate, whatever name it has. */
export function asksWhetherReady({ localUrl }: Pick<Env, 'localUrl'>, own: OwnTls | null): Promise<boolean> {
  const pinned = own && { ca: own.cert, allowPartialTrustChain: true, checkServerIdentity: () => undefined }
  return new Promise((resolve) => {
    const url = `${localUrl}/api/ready`
    const answered = (response: http.IncomingMessage) => {
      response.resume()
      resolve(response.statusCode === 200)
    }
    const request = pinned
      ? https.get(url, { ...pinned, agent: false }, answered)
      : http.get(url, { agent: false }, answered)
    request.on('error', () => resolve(false))
  })
}
