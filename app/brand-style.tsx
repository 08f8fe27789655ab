import { headers } from 'next/headers'
import { brandSheet } from '#lib/platform/brand-colours.ts'
import { env } from '#lib/platform/env.ts'

/** The utility's colour over the portal's own, where the settings name one. */
export async function BrandStyle() {
  const { brandColour } = env()
  if (!brandColour) return null
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made of colours that the settings have checked, as #rrggbb
  return <style nonce={nonce} dangerouslySetInnerHTML={{ __html: brandSheet(brandColour) }} />
}
