import type { Page } from '@playwright/test'

/** Fills in the form of a complaint and sends it; ends on its thread. The category stays where evidence has chosen one. */
export async function makeComplaint(
  page: Page,
  home: string,
  {
    category,
    since,
    detail,
    evidence,
    photo,
  }: {
    category?: string
    since: string
    detail?: string
    evidence?: string
    photo?: Buffer
  },
): Promise<void> {
  await page.goto(`${home}/complaints/new${evidence ? `?evidence=${evidence}` : ''}`)
  if (category ?? !evidence) await page.locator(`input[name=category][value="${category ?? 'OTHER'}"]`).check()
  await page.locator('input[name=since]').fill(since)
  if (detail) await page.locator('textarea[name=detail]').fill(detail)
  if (photo)
    await page.locator('input[name=photos]').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: photo })
  await page.locator('form[action="/api/complaints"] button').click()
  await page.waitForURL(/\/complaints\/[0-9a-f-]{36}/)
}
