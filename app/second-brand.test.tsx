import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PNG } from 'pngjs'
import { renderToStaticMarkup } from 'react-dom/server'
import sharp from 'sharp'
import { afterAll, describe, expect, test, vi } from 'vitest'

/** Settings are read when first asked for, so they stand before every import. */
const BRAND = await vi.hoisted(async () => {
  const { SECOND_BRAND: settings } = await import('#lib/branding/test-brand.ts')
  // The footer's day of the last change is of the build.
  Object.assign(process.env, settings, { BUILT_AT: '2026-11-27T00:00:00Z' })
  return settings
})

import { GET as manifest } from '#app/manifest.webmanifest/route.ts'
import { LoginBox } from '#components/shell/login-box.tsx'
import { PublicShell } from '#components/shell/public-shell.tsx'
import { printableReceiptOf } from '#lib/billing/pdf/printable-receipt.ts'
import { demoSettings, documentOf, printed, VIEWS } from '#lib/billing/pdf/test-bill-views.ts'
import { NOW, RECEIPT } from '#lib/billing/pdf/test-papers.ts'
import { stopTypesetter, typeset } from '#lib/billing/pdf/typeset.ts'
import type { PaperDocument } from '#lib/billing/pdf/typeset-worker.ts'
import { appIcon } from '#lib/branding/app-icon.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { templateWording } from '#lib/messaging/template-text.ts'
import { TEMPLATES } from '#lib/messaging/templates.ts'
import { brandColours } from '#lib/platform/brand-colours.ts'
import type { Colour } from '#lib/platform/contrast.ts'
import { env, readEnv } from '#lib/platform/env.ts'
import { LOCALES } from '#lib/units/locale.ts'
import { failurePage } from '../scripts/failure-page.ts'

const FIRST_BRAND =
  /JBVNL|Jharkhand|झारखंड|Ranchi|राँची|Bijli\s*Khata|बिजली\s*खाता|(?<!\d)1912(?!\d)|345-6570|Karamtoli|करमटोली/i
const FIRST_COLOUR = '#2a3c96'
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'brand-'))

afterAll(async () => {
  await stopTypesetter()
  fs.rmSync(folder, { recursive: true })
})

async function onPaper(document: PaperDocument): Promise<string> {
  const file = path.join(folder, 'paper.pdf')
  fs.writeFileSync(file, await typeset(document))
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
}

/** Whether a colour as `#rrggbb` is on the first page; renderers round. */
function isPainted(colour: string): boolean {
  const picture = path.join(folder, 'paper')
  execFileSync('pdftoppm', ['-png', '-r', '60', '-singlefile', `${picture}.pdf`, picture])
  const { data } = PNG.sync.read(fs.readFileSync(`${picture}.png`))
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  for (let at = 0; at < data.length; at += 4)
    if (wanted.every((value, channel) => Math.abs((data[at + channel] as number) - value) <= 3)) return true
  return false
}

describe.each(LOCALES)('another utility, in %s', (locale) => {
  test('has its name, place, mark and helpline around its pages, and nothing of the first', () => {
    const { discom } = env()
    const page = renderToStaticMarkup(
      <PublicShell locale={locale} path="/" discom={discom} demo>
        <LoginBox locale={locale} />
      </PublicShell>,
    )
    expect(page).not.toMatch(FIRST_BRAND)
    for (const own of [discom.name[locale], discom.place[locale], env().portalName[locale], '155000', '/icons/192.png'])
      expect(page).toContain(own)
  })

  test('speaks for itself in every SMS and on WhatsApp', () => {
    for (const name of TEMPLATES.keys())
      expect(
        templateWording(name, locale, (index) => `{${index}}`),
        name,
      ).not.toMatch(FIRST_BRAND)
    expect(textsFor(locale, 'sms')('otp', { code: '1', minutes: 5, sender: env().discom.shortName })).toMatch(
      /Ujala|उजाला/,
    )
  })

  test('stands on bills and receipts, in its colour', async () => {
    const settings = demoSettings(BRAND)
    const view = { ...VIEWS['due, with rebates'], holderName: 'Asha', address: 'Suryapur' } as Parameters<
      typeof printed
    >[0]
    const bill = documentOf([printed(view, locale, settings)], { form: 'a4', isForArchive: false })
    const page = printableReceiptOf(RECEIPT, settings, { locale, now: NOW })
    for (const paper of [bill, { template: 'receipt', page, form: 'a4', isForArchive: false } as const]) {
      const text = await onPaper(paper)
      expect(text).not.toMatch(FIRST_BRAND)
      expect(text).toContain(settings.discom.name[locale])
      expect([isPainted(BRAND.BRAND_COLOUR), isPainted(FIRST_COLOUR)]).toEqual([true, false])
    }
  })
})

test('among the apps of a phone, and on the page of a portal that fails, it has its own name', async () => {
  const text = JSON.stringify(await manifest().json())
  expect(JSON.parse(text)).toMatchObject({ theme_color: BRAND.BRAND_COLOUR })
  expect(text).not.toMatch(FIRST_BRAND)
  expect(text).toContain('उजाला · Ujala (SVV)')
  const failed = failurePage({ reason: 'unavailable', canReload: true, nonce: 'n' })
  expect(failed).not.toMatch(FIRST_BRAND)
  expect(failed).toContain('155000')
  for (const { primary } of Object.values(brandColours(BRAND.BRAND_COLOUR as Colour)))
    expect(failed).toContain(`a { color: ${primary} }`)
  // Of the mark that it brings itself nothing is repainted; beside the portal's own its colour stands.
  const { data } = await sharp(await appIcon('maskable-512.png'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([...data.subarray(0, 3)]).toEqual([0x0b, 0x6b, 0x3a])
})

test('a colour that cannot be read is refused at the start, in words', () => {
  const read = readEnv({ BRAND_COLOUR: '#F2A31B' })
  expect(read).toMatchObject({ ok: false })
  expect(!read.ok && read.reasons[0]).toMatch(
    /^BRAND_COLOUR must be darker: .* has a contrast of 1\.\d, and reading takes 4\.5$/,
  )
  expect(readEnv({ BRAND_COLOUR: '#0B6B3A' })).toMatchObject({ ok: true, env: { brandColour: '#0b6b3a' } })
})
