import { expect, type Page } from '@playwright/test'
import { MESSAGES } from '#lib/i18n/messages.ts'
import type { OfferedLocale } from '#lib/units/locale.ts'

/**
 * Of a form that came back: whether its page's title begins with the word for an error, whether the summary has the
 * focus, and whether each of its lines leads to a field that is marked and described with the same words. Looked at
 * before anything else takes the focus, and once the page was drawn: a browser gives the focus as it draws.
 */
export async function announceFaults(page: Page, locale: OfferedLocale): Promise<string[]> {
  const faults = await faultsOf(page, locale)
  const nowhere = faults.flatMap((fault) => /^leads nowhere: (#.+)$/.exec(fault)?.[1] ?? [])
  if (nowhere.length === 0 || (await page.locator('script').count()) === 0) return faults
  // What a script draws comes after the first picture.
  for (const target of nowhere) await expect(page.locator(target), 'leads nowhere').toBeAttached()
  return faultsOf(page, locale)
}

function faultsOf(page: Page, locale: OfferedLocale): Promise<string[]> {
  const word = MESSAGES[locale].common.title_error.replace('{title}', '')
  return page.evaluate(async (word) => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    const faults: string[] = []
    const nameOf = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${element.id || element.textContent?.trim()}`
    const describes = (element: Element) =>
      (element.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent)
    // Parts of the design are shown here as they would look.
    if (location.pathname === '/demo/styleguide') return faults
    const refused = new Set(document.querySelectorAll('[aria-invalid=true]'))
    const summary = document.querySelector('main [role=alert]')
    if (summary && document.activeElement !== summary) faults.push('the summary has no focus')
    const saysSo = document.title.startsWith(word)
    if (summary && !saysSo) faults.push(`title "${document.title}"`)
    const isAnswered = summary || document.querySelector('main [role=status]')
    if ((saysSo || /[?&]error=/.test(location.search)) && !isAnswered) faults.push('nothing says what is wrong')
    for (const line of summary?.querySelectorAll<HTMLAnchorElement>('a') ?? []) {
      const target = document.getElementById(line.hash.slice(1))
      // Of several choices the first has the focus, and their group is marked.
      const field = target?.closest('[role=radiogroup]') ?? target
      if (!target || !field) {
        faults.push(`leads nowhere: ${line.hash}`)
        continue
      }
      if (target.tabIndex < 0) faults.push(`leads to what takes no focus: ${nameOf(target)}`)
      // Where a code is to be asked for, anew or instead of a device's key, no answer is wrong.
      if (target.matches('button') || /[?&]error=passkey/.test(location.search)) continue
      if (!refused.delete(field)) faults.push(`not marked: ${nameOf(field)}`)
      const isSame = describes(field).some((text) => text?.trim() === line.textContent?.trim())
      if (!isSame) faults.push(`not described by "${line.textContent}": ${nameOf(field)}`)
    }
    for (const field of refused) faults.push(`marked, but not in the summary: ${nameOf(field)}`)
    return faults
  }, word)
}
