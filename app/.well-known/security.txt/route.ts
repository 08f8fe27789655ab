import { env } from '#lib/platform/env.ts'

export const dynamic = 'force-dynamic'

/** RFC 9116 (2.5.5) recommends less than a year; whoever reads it later asks again. */
const HOLDS_DAYS = 180

/** Where faults of security are reported (RFC 9116). Made for each reader, so that it never runs out. */
export function GET(): Response {
  const { portalUrl, securityContact, discom, clock } = env()
  const expires = new Date(clock().getTime() + HOLDS_DAYS * 86_400_000)
  const lines = [
    // A helpline of four digits is dialled within India alone (RFC 3966, 5.1.5).
    `Contact: ${securityContact ?? `tel:${discom.helpline.replace(/[^\d-]/g, '')};phone-context=+91`}`,
    `Expires: ${expires.toISOString().slice(0, 10)}T00:00:00Z`,
    'Preferred-Languages: en, hi',
    `Canonical: ${portalUrl}/.well-known/security.txt`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'public, max-age=86400' },
  })
}
