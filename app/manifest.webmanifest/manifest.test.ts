import sharp from 'sharp'
import { beforeEach, expect, test, vi } from 'vitest'
import { drawIcon } from '#lib/branding/app-icon.ts'
import { readEnv } from '#lib/platform/env.ts'
import { GET as icon } from '../icons/[icon]/route.ts'
import { GET } from './route.ts'

type Manifest = {
  start_url: string
  scope: string
  display: string
  orientation?: string
  name_localized: Record<'hi' | 'en', { value: string }>
  icons: { src: string; sizes: string; type: string; purpose: string }[]
}

beforeEach(() => vi.unstubAllEnvs())

const iconOf = (name: string) => icon(new Request('http://localhost/'), { params: Promise.resolve({ icon: name }) })

test('a phone can install the portal: both names, a start, and each icon in the size that is said', async () => {
  const answer = GET()
  expect(answer.headers.get('content-type')).toContain('application/manifest+json')
  const manifest = (await answer.json()) as Manifest
  expect(manifest).toMatchObject({ start_url: '/home', scope: '/', display: 'standalone' })
  expect(manifest.name_localized).toMatchObject({
    hi: { value: 'बिजली खाता (JBVNL)' },
    en: { value: 'Bijli Khata (JBVNL)' },
  })
  // Reading a table sideways is the reader's choice (WCAG 1.3.4).
  expect(manifest.orientation).toBeUndefined()
  // What Chromium asks for: one of 192 and one of 512 pixels that are not only to be cut.
  expect(manifest.icons.filter(({ purpose }) => purpose === 'any').map(({ sizes }) => sizes)).toEqual([
    ...['192x192', '512x512'],
  ])
  for (const { src, sizes, type } of manifest.icons) {
    const drawn = await iconOf(src.replace('/icons/', ''))
    expect(drawn.headers.get('content-type')).toBe(type)
    const { format, width, height } = await sharp(Buffer.from(await drawn.arrayBuffer())).metadata()
    expect({ format, size: `${width}x${height}` }).toEqual({ format: 'png', size: sizes })
  }
  expect((await iconOf('../../etc/passwd')).status).toBe(404)
  expect((await iconOf('toString')).status).toBe(404)
})

test('another brand’s mark and colour are the icon, by settings alone', async () => {
  const mark = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="#00ff00"/></svg>',
  )
  const { data, info } = await sharp(await drawIcon(mark, '#ff0000', 'maskable-512.png'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)]
  expect([at(0, 0), at(256, 256), at(511, 511)]).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [255, 0, 0],
  ])
})

test('a mark that is not there is said at the start', () => {
  expect(readEnv({ APP_ICON: 'no-such.svg', APP_ICON_COLOUR: 'red' })).toEqual({
    ok: false,
    reasons: ['APP_ICON must be the path of an SVG or PNG file', 'APP_ICON_COLOUR must be a colour such as #2a3c96'],
  })
})
