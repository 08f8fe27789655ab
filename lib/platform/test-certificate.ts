import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** Certificates (X.509, RFC 5280) for servers of tests, made here so that no key stands in the tree. */
export type Certificate = { cert: string; key: string; sign: (of: Buffer) => Buffer; name: string }

const YEAR_MS = 365 * 86_400_000

/**
 * A certificate of P-256 for a host, signed by `issuer`, or by itself. It holds from a year ago until `until`, by default
 * for a year. Issuers have to be made with `isIssuer`.
 */
export function testCertificate(
  host: string,
  { issuer, isIssuer = false, until = new Date(Date.now() + YEAR_MS) }: Partial<Options> = {},
): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signature = (of: Buffer) => sign('sha256', of, privateKey)
  const from = new Date(Math.min(Date.now(), until.getTime()) - YEAR_MS)
  const content = sequence(
    tagged(0xa0, small(2)),
    small(1),
    SIGNED_BY,
    nameOf(issuer?.name ?? host),
    sequence(time(from), time(until)),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(constraints(isIssuer), alternativeName(host))),
  )
  const der = sequence(content, SIGNED_BY, tagged(0x03, Buffer.from([0]), (issuer?.sign ?? signature)(content)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  const cert = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  return { cert, key: pem(privateKey), sign: signature, name: host }
}

type Options = { issuer: Certificate; isIssuer: boolean; until: Date }

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** One value of DER: its tag, its length, its parts. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts)
const objectId = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'))
/** Below 128: one byte. */
const small = (value: number) => tagged(0x02, Buffer.from([value]))
const time = (at: Date) => tagged(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const nameOf = (host: string) => sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(host)))))
/** ecdsa-with-SHA256. */
const SIGNED_BY = sequence(objectId('2a8648ce3d040302'))
const extension = (id: string, content: Buffer) => sequence(objectId(id), tagged(0x04, content))
const constraints = (isIssuer: boolean) =>
  extension('551d13', sequence(...(isIssuer ? [tagged(0x01, Buffer.from([0xff]))] : [])))
const alternativeName = (host: string) => extension('551d11', sequence(tagged(0x82, Buffer.from(host))))
