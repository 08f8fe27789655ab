import type { Page } from '@playwright/test'
import { LATIN_WORDS_IN_HINDI } from '#lib/i18n/latin-words.ts'
import { MESSAGES } from '#lib/i18n/messages.ts'
import type { Locale } from '#lib/units/locale.ts'
import { expect } from '../fixtures.ts'
import { type Said, textsOn } from './texts-on.ts'

/**
 * What is wrong with a page as it stands, one line a fault: looked up in the browser, where sizes and visibility are
 * known. Every function that is given to the page must carry all that it needs.
 */

/** Names of texts that no reader would take for words: one of them on a page is a text that is missing. */
const TEXT_KEYS = new Set(
  [MESSAGES.hi, MESSAGES.en].flatMap((texts) =>
    Object.values(texts).flatMap((namespace) => Object.keys(namespace).filter((key) => /[A-Z_]/.test(key))),
  ),
)

/** Opens what can be opened, so that what is within is looked at as well. */
export function openAll(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
}

/** Pictures that the script draws again wait for a key, which is heard once the page's script is there. */
export async function enliven(page: Page): Promise<void> {
  const waiting = async () => {
    await page.keyboard.press('Shift')
    return page.locator('[data-lively]').evaluateAll(
      (places) =>
        places.filter((place) => {
          const seen = [...place.querySelectorAll('svg')].filter((one) =>
            one.checkVisibility({ visibilityProperty: true }),
          )
          // Of a picture for phones and one for wide windows, one is never seen.
          return seen.length > 0 && !seen.some((one) => one.matches('.recharts-surface'))
        }).length,
    )
  }
  await expect.poll(waiting).toBe(0)
}

/** Headings, languages and words. They do not depend on the window. */
export async function wordFaults(page: Page, locale: Locale): Promise<string[]> {
  const said = (await textsOn(page)).filter(({ isShown }) => isShown)
  return [...(await headingFaults(page, locale)), ...said.flatMap(faultsOfText)]
}

function faultsOfText({ text, lang }: Said): string[] {
  const faults: string[] = []
  if (TEXT_KEYS.has(text)) faults.push(`text missing: ${text}`)
  if (lang === 'en' && /\p{Script=Devanagari}/u.test(text)) faults.push(`Hindi marked as English: ${text}`)
  if (lang !== 'hi') return faults
  // Words only: not the letters of numbers such as R2610-000003, of addresses or of a payee.
  const words = text.match(/(?<![\p{L}\p{N}@.-])[A-Za-z]{2,}(?![\p{L}\p{N}@-])/gu) ?? []
  const strange = words.filter((word) => !LATIN_WORDS_IN_HINDI.has(word))
  if (strange.length > 0) faults.push(`English in Hindi: ${strange.join(' ')} (${text.slice(0, 60)})`)
  return faults
}

function headingFaults(page: Page, locale: Locale): Promise<string[]> {
  return page.evaluate((locale) => {
    const faults: string[] = []
    if (document.documentElement.lang !== locale) faults.push(`the page's language is ${document.documentElement.lang}`)
    const name = locale === 'hi' ? 'बिजली खाता' : 'Bijli Khata'
    if (!document.title.endsWith(` · ${name}`)) faults.push(`title "${document.title}"`)

    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const headings = [...document.querySelectorAll('h1,h2,h3,h4')].filter(isShown)
    const levels = headings.map((heading) => Number(heading.tagName[1]))
    if (levels.filter((level) => level === 1).length !== 1) faults.push(`${levels.join('')}: not one h1`)
    // The demo's strip and the sheet of the menu may stand before; within the page no level is skipped.
    for (const [index, level] of levels.entries())
      if (index > 0 && level > (levels[index - 1] as number) + 1)
        faults.push(`skips to "${headings[index]?.textContent}"`)
    return faults
  }, locale)
}

/**
 * What does not fit: elements beyond the window, cut text, labels of pictures on each other, targets too small. Waits until
 * the charts that scripts draw have the width of their place, and their labels rest.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const isDrawn = (place: Element) => {
      // Of a picture for phones and one for wide windows, one is never drawn.
      if (!place.checkVisibility()) return true
      const drawn = place.querySelector('.recharts-surface')?.getBoundingClientRect()
      return drawn && Math.abs(drawn.width - place.getBoundingClientRect().width) < 1
    }
    const places = () => [...document.querySelectorAll('.recharts-responsive-container')]
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const labels = () => [...document.querySelectorAll('.recharts-surface text')]
    const placed = () =>
      labels()
        .map((label) => Math.round(label.getBoundingClientRect().left))
        .join()
    // A new width of the window reaches them in one frame and is drawn in the next, on a busy machine with its labels in a
    // later one. Where no script runs there are none.
    while (places().length > 0) {
      const before = placed()
      await nextFrame()
      await nextFrame()
      if (places().every(isDrawn) && placed() === before) break
    }

    const faults: string[] = []
    const nameOf = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}`
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
    const isHiddenText = (element: Element) => element.closest('.sr-only, .skip-link:not(:focus)') !== null
    const all = [...document.body.querySelectorAll('*')].filter((element) => isShown(element) && !isHiddenText(element))
    const width = document.documentElement.clientWidth

    if (document.documentElement.scrollWidth > width)
      faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`)
    for (const element of all) {
      const box = element.getBoundingClientRect()
      const scrolls = element.closest('section[tabindex="0"], .code-cells, svg svg')
      if (!scrolls && box.width > 0 && (box.right > width + 1 || box.left < -1))
        faults.push(`beyond the window: ${nameOf(element)}`)
      const style = getComputedStyle(element)
      const cuts = element instanceof HTMLElement && /hidden|clip/.test(style.overflowX + style.overflowY)
      if (cuts && !element.matches('.code-cells, .recharts-wrapper, .recharts-wrapper *, [class*="bg-hero"]')) {
        if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
          faults.push(`cut: ${nameOf(element)}`)
      }
      if (element.matches('a, button, summary') && style.display !== 'inline') {
        const range = document.createRange()
        range.selectNodeContents(element)
        const shown = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
        const wide = shown.some((text) => text.left < box.left - 2 || text.right > box.right + 2)
        if (wide && !element.querySelector('.sr-only, svg')) faults.push(`text beyond its box: ${nameOf(element)}`)
      }
    }

    // What hatches a shape must be drawn as well: a pattern within a picture that is not shown is no pattern.
    for (const shape of document.querySelectorAll('main svg [fill^="url(#"]')) {
      const pattern = document.getElementById(shape.getAttribute('fill')?.slice(5, -1) ?? '')
      if (shape.checkVisibility() && !pattern?.closest('svg')?.checkVisibility())
        faults.push(`nothing hatches ${shape.getAttribute('fill')}`)
    }
    for (const picture of document.querySelectorAll('[role=img]:not(svg), figure [role=group]')) {
      const frame = picture.closest('figure') ?? picture
      const edge = frame.getBoundingClientRect()
      const labels = [...frame.querySelectorAll('svg text')].filter((label) => isShown(label) && label.textContent)
      const boxes = labels
        .map((label) => ({ label, box: label.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0)
      for (const [index, { label, box }] of boxes.entries()) {
        if (box.left < edge.left - 1 || box.right > edge.right + 1)
          faults.push(`label outside its picture: ${label.textContent}`)
        const plot = label.closest('svg')?.parentElement?.closest('svg') ?? label.closest('svg')
        const clips = plot && getComputedStyle(plot).overflow !== 'visible' ? plot.getBoundingClientRect() : null
        // Of a line of text, a fifth is empty above the figures.
        if (clips && box.top + box.height / 5 < clips.top) faults.push(`label cut off: ${label.textContent}`)
        for (const other of boxes.slice(index + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
          if (across > 1 && down > box.height / 3)
            faults.push(`labels on each other: ${label.textContent}, ${other.label.textContent}`)
        }
      }
    }

    for (const target of all.filter((element) =>
      element.matches('a[href], button, input, select, summary, [tabindex="0"]'),
    )) {
      const row = target.matches('input[type=radio], input[type=checkbox]') ? target.closest('label') : target
      const { width, height } = (row ?? target).getBoundingClientRect()
      const inText = target.matches('a') && getComputedStyle(target).display === 'inline'
      const isMain = target.matches('button, input, select, summary') || (target.matches('a') && !inText)
      if (!inText && (width < 24 || height < 24)) faults.push(`target below 24 px: ${nameOf(target)}`)
      if (isMain && height < 44) faults.push(`target below 44 px: ${Math.round(height)} ${nameOf(target)}`)
    }
    return [...new Set(faults)]
  })
}

/**
 * Each figure has a finding, a legend and a table, says so to those who cannot see it, and its page says as of when.
 * Without a picture it is a list that says all in words. The parts of a difference need no legend: each bar carries its
 * name.
 */
export function figureFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = []
    // A bill is dated itself.
    const needsAsOf = document.querySelector('main figure') && !/\/bills\b/.test(location.pathname)
    const asOf =
      /^(आखिरी रीडिंग|आखिरी बिल|अभी कोई रीडिंग|गिनती|Last reading|Readings until|Bills until|No readings|Counted until)/
    const lines = [...document.querySelectorAll('main p')].filter((line) => line.checkVisibility())
    if (needsAsOf && !lines.some((line) => asOf.test(line.textContent?.trim() ?? '')))
      faults.push('figures without a word of how far they reach')
    for (const figure of document.querySelectorAll('main figure')) {
      const finding = figure.querySelector('figcaption h2, figcaption h3')
      const name = finding?.textContent?.trim()
      if (!name) faults.push('a figure without a finding')
      const picture = figure.querySelector('[role=img], [role=group]')
      if (!picture && !figure.querySelector('ol li p')) faults.push(`${name}: no picture`)
      if (picture && picture.getAttribute('aria-labelledby') !== finding?.id)
        faults.push(`${name}: the picture is not named by it`)
      const described = (picture?.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id))
      if (picture && !described[0]?.textContent?.trim()) faults.push(`${name}: the picture is not described`)
      if (!figure.querySelector('ul li svg, #difference-finding')) faults.push(`${name}: no legend`)
      if (figure.querySelectorAll('details table tbody tr').length === 0) faults.push(`${name}: no table`)
    }
    return faults
  })
}

/** Links, forms and files of ours whose address says a mobile or a consumer number (ASVS 14.2.1). The demo's phone is nobody's. */
export function addressFaults(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[href], [action], [src]')]
      .map((element) => ['href', 'action', 'src'].map((name) => element.getAttribute(name) ?? '').join(''))
      .concat(location.pathname + location.search)
      .filter((address) => address.startsWith('/') && !/^\/demo\b/.test(address))
      .filter((address) => /(?<![\da-f-])([6-9]\d{9}|1000\d{8})(?![\da-f-])/.test(decodeURIComponent(address)))
      .map((address) => `a number in an address: ${address}`),
  )
}

/** The spacing of WCAG 1.4.12, letters twice as large, or neither, without touching the page's own styles. */
export function readAs(page: Page, way: 'spaced' | 'large' | 'usual'): Promise<void> {
  return page.evaluate((way) => {
    const sheet = new CSSStyleSheet()
    if (way === 'spaced')
      sheet.replaceSync(`:not(svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }
        svg { letter-spacing: normal !important; word-spacing: normal !important }`)
    document.adoptedStyleSheets = way === 'spaced' ? [sheet] : []
    document.documentElement.style.fontSize = way === 'large' ? '200%' : ''
  }, way)
}
