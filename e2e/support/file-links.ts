import type { Page } from '@playwright/test'
import { isFilePath } from '#components/shell/file-paths.ts'

/** Files that lie below addresses of their own. */
const NAMED_FILE = /\.(?:json|txt|pdf|csv|ics|xml)$/
const KINDS: Record<string, string> = {
  ...{ 'application/pdf': 'PDF', 'text/csv': 'CSV', 'text/calendar': 'ICS', 'application/json': 'JSON' },
  ...{ 'text/plain': 'TXT', 'image/jpeg': 'JPG', 'image/png': 'PNG' },
}
const SAID = new RegExp(`\\b(${Object.values(KINDS).join('|')})\\b.*?(up to\\s)?\\b([\\d.]+)\\s(KB|MB)\\b(\\sतक)?`, 's')

/** The links of a page that give a file, each with all that it says of itself. */
async function fileLinks(page: Page): Promise<{ href: string; name: string }[]> {
  const links = await page.locator('a[href]').evaluateAll((all) =>
    all.map((link) => ({
      href: link.getAttribute('href') ?? '',
      isDownload: link.hasAttribute('download'),
      name: link.getAttribute('aria-label') ?? link.textContent ?? '',
    })),
  )
  return links.filter(({ href, isDownload }) => {
    const { pathname, origin } = new URL(href, 'http://here.example')
    return origin === 'http://here.example' && (isDownload || isFilePath(pathname) || NAMED_FILE.test(pathname))
  })
}

/** Which links give a file and do not say of which kind and how big it is (GIGW 3.0). */
export async function fileNameFaults(page: Page): Promise<string[]> {
  const links = await fileLinks(page)
  return links.filter(({ name }) => !SAID.test(name)).map(({ name }) => `kind or size is not said: ${name}`)
}

/** Of which links the file is of another kind, or bigger, than they say. Files that the browser may not have are left out. */
export async function fileFaults(page: Page): Promise<string[]> {
  const faults = await fileNameFaults(page)
  for (const { href, name } of await fileLinks(page)) {
    const answer = await page.request.get(href, { maxRedirects: 0 })
    const [, kind, upTo, size, unit, until] = SAID.exec(name) ?? []
    if (!answer.ok() || !size) continue
    const bytes = (await answer.body()).length
    const mostBytes = Number(size) * (unit === 'MB' ? 1_000_000 : 1_000)
    const given = KINDS[answer.headers()['content-type']?.split(';')[0] ?? '']
    if (given !== kind) faults.push(`gives ${given}: ${name}`)
    // Where it is not the most that it may be, it is what the file has, rounded.
    const leastBytes = upTo || until ? 0 : mostBytes * 0.9 - 1_000
    if (bytes > mostBytes * (upTo || until ? 1 : 1.1) || bytes < leastBytes)
      faults.push(`gives ${bytes} bytes: ${name}`)
  }
  return faults
}
