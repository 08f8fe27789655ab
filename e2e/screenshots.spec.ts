import { mkdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { openAs } from './support/every-page.ts'
import { connectionPath, logIn } from './support/log-in.ts'
import { ROOT } from './support/run-program.ts'

/** The pictures of README, made when `SCREENSHOTS=1` asks for them. */
test.use({ clock: '2026-11-05T12:00:00+05:30', apart: 'tour' })

const ASHA = '9000000028'
const FOLDER = path.join(ROOT, 'docs', 'screenshots')
const MOST_BYTES = 60_000
const PICTURES = [
  { name: 'home-360-hi', path: '', locale: 'hi', width: 360, height: 780, colorScheme: 'light' },
  { name: 'bill-360-hi', path: '/bills/newest', locale: 'hi', width: 360, height: 780, colorScheme: 'light' },
  {
    name: 'quality-1280-en-dark',
    path: '/quality?period=2026-10',
    locale: 'en',
    width: 1280,
    height: 800,
    colorScheme: 'dark',
  },
  {
    name: 'consumption-1280-en',
    path: '/consumption?period=2026-10',
    locale: 'en',
    width: 1280,
    height: 800,
    colorScheme: 'light',
  },
] as const

test('README shows the portal as it is', async ({ browser, page: visited, portal }) => {
  await logIn(visited, portal, ASHA)
  const home = connectionPath(visited)
  await visited.goto(`${home}/bills`)
  const bill = (await visited.locator(`main a[href^="${home}/bills/"]`).first().getAttribute('href')) ?? ''
  const cookies = await visited.context().cookies()
  mkdirSync(FOLDER, { recursive: true })
  for (const { name, path: of, locale, width, height, colorScheme } of PICTURES) {
    const viewport = { width, height }
    const page = await openAs(browser, portal, { cookies }, { locale, viewport, colorScheme })
    await page.goto(of === '/bills/newest' ? bill : `${home}${of}`, { waitUntil: 'networkidle' })
    const { size } = await sharp(await page.screenshot())
      .webp({ quality: 80 })
      .toFile(path.join(FOLDER, `${name}.webp`))
    expect(size, name).toBeLessThan(MOST_BYTES)
    await page.context().close()
  }
})
