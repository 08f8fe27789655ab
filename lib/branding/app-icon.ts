import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { env } from '#lib/platform/env.ts'

/** The portal's own mark, which `APP_ICON` replaces by a utility's. */
const OWN_MARK = path.join('public', 'icon.svg')
/** Android cuts a maskable icon to a circle of four fifths (W3C Web App Manifest, safe zone). */
const SAFE_SHARE = 0.8
const MARK_COLOUR = '#2a3c96'

/** Sizes in pixels; `maskable` is one whose rim may be cut away, `apple` what iOS rounds itself. */
export const APP_ICONS = {
  '192.png': { size: 192, isMaskable: false },
  '512.png': { size: 512, isMaskable: false },
  'maskable-512.png': { size: 512, isMaskable: true },
  'apple-180.png': { size: 180, isMaskable: true },
} as const
export type AppIcon = keyof typeof APP_ICONS

export const isAppIcon = (name: string): name is AppIcon => Object.hasOwn(APP_ICONS, name)

// Four pictures of a few KB that change with the settings alone. Pages and handlers are bundled apart.
const held = globalThis as typeof globalThis & { portalAppIcons?: Map<AppIcon, Promise<Buffer>> }

/** The icon of the installed portal as PNG, drawn from the mark that the settings name. */
export function appIcon(name: AppIcon): Promise<Buffer> {
  held.portalAppIcons ??= new Map()
  const { appIcon: mark, appIconColour, brandColour } = env()
  const drawn =
    held.portalAppIcons.get(name) ?? drawIcon(mark ?? ownMark(brandColour), appIconColour ?? brandColour, name)
  held.portalAppIcons.set(name, drawn)
  drawn.catch(() => held.portalAppIcons?.delete(name))
  return drawn
}

/** The portal's own mark on the utility's colour, where the settings name one. */
function ownMark(colour: string | undefined): Buffer | string {
  return colour ? Buffer.from(fs.readFileSync(OWN_MARK, 'utf8').replaceAll(MARK_COLOUR, colour)) : OWN_MARK
}

/** Draws a mark (SVG or PNG) as a square icon; `colour` is the ground where the mark leaves some. */
export async function drawIcon(mark: string | Buffer, colour: string | undefined, name: AppIcon): Promise<Buffer> {
  const { size, isMaskable } = APP_ICONS[name]
  const inner = isMaskable ? Math.round(size * SAFE_SHARE) : size
  const rim = Math.floor((size - inner) / 2)
  const background = isMaskable ? (colour ?? MARK_COLOUR) : '#00000000'
  return (
    sharp(mark, { density: 1_200 })
      .resize(inner, inner, { fit: 'contain', background: '#00000000' })
      // What is added at the rim makes the whole square again.
      .extend({ top: rim, left: rim, bottom: size - inner - rim, right: size - inner - rim, background })
      .flatten(isMaskable ? { background } : false)
      .png()
      .toBuffer()
  )
}
