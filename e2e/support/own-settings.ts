import type { Page } from '@playwright/test'
import { contrast } from './contrast.ts'

/** What people set on their devices: colours of their own (Windows' contrast themes), and less motion. */

type Text = { name: string; colour: string; ground: string }

const TEXT_CONTRAST = 4.5

/** What a reader with colours of their own would not find: texts, edges, choices, icons, marks of charts, and shapes. */
export async function ownColourFaults(page: Page): Promise<string[]> {
  await page.evaluate(markShapes)
  await page.emulateMedia({ forcedColors: 'active' })
  const { texts, faults } = await page.evaluate(unseen)
  await page.emulateMedia({ forcedColors: null })
  const lost = texts.filter(({ colour, ground }) => contrast(colour, ground) < TEXT_CONTRAST)
  return [...faults, ...lost.map(({ name, colour, ground }) => `lost: ${name} in ${colour} on ${ground}`)]
}

/** What moves, or would at a touch, though the reader asked for less motion. */
export async function motionFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  return page.evaluate(() => {
    const lasts = (times: string) => times.split(',').some((time) => Number.parseFloat(time) > 0)
    const drawn = [...document.querySelectorAll('*')].filter((element) => element.checkVisibility())
    const moving = drawn.filter((element) => {
      const { transitionProperty, transitionDuration, animationName, animationDuration, scrollBehavior } =
        getComputedStyle(element)
      const changes = transitionProperty !== 'none' && lasts(transitionDuration)
      return changes || (animationName !== 'none' && lasts(animationDuration)) || scrollBehavior === 'smooth'
    })
    const running = document.getAnimations().filter(({ playState }) => playState === 'running')
    return [
      ...moving.map((element) => `moves: ${element.outerHTML.slice(0, 80)}`),
      ...running.map((animation) => `runs: ${(animation.effect as KeyframeEffect)?.target?.outerHTML.slice(0, 80)}`),
    ]
  })
}

/** Marks what shows something by its ground alone, before the reader's own colours take that away: runs in the page. */
function markShapes(): void {
  const isSeen = (colour: string) => !/^rgba.*, 0\)$/.test(colour)
  for (const element of document.body.querySelectorAll(':not(svg *, svg, input, select, textarea)')) {
    const { width, height } = element.getBoundingClientRect()
    const isShape = element.childElementCount === 0 && !element.textContent?.trim() && width > 2 && height > 2
    if (isShape && element.checkVisibility() && isSeen(getComputedStyle(element).backgroundColor))
      element.setAttribute('data-shape', '')
  }
}

/** Runs in the page. */
function unseen(): { texts: Text[]; faults: string[] } {
  const faults: string[] = []
  const nameOf = (element: Element) => `<${element.tagName.toLowerCase()}> ${element.textContent?.trim().slice(0, 40)}`
  const groundOf = (element: Element | null): string => {
    if (!element) return getComputedStyle(document.documentElement).backgroundColor
    const { backgroundColor } = getComputedStyle(element)
    return /^rgba.*, 0\)$/.test(backgroundColor) ? groundOf(element.parentElement) : backgroundColor
  }
  const all = [...document.body.querySelectorAll('*')].filter((element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  )
  const hasEdge = (element: Element) => {
    const { borderTopStyle, borderTopWidth } = getComputedStyle(element)
    return borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) >= 1
  }

  const texts = all
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
    .filter((element) => !element.matches('svg *, :disabled, .sr-only, .sr-only *, .skip-link'))
    .map((element) => ({
      name: nameOf(element),
      colour: getComputedStyle(element).color,
      ground: groundOf(element),
    }))
  for (const control of all.filter((element) => element.matches('button, a.rounded-xl, input, select, textarea'))) {
    // A device draws boxes to tick and files to choose in colours that it knows to be seen; a code has cells.
    if (control.matches('[type=radio], [type=checkbox], [type=file], .code-cells input')) continue
    // What is a button by its ground or edge alone, not by underlined or coloured words.
    if (control.matches('button, a') && !/\b(bg-primary|border(-\[[^\]]+\])?)(?=\s|$)/.test(control.className)) continue
    if (!hasEdge(control)) faults.push(`no edge: ${nameOf(control)}`)
  }
  for (const chosen of document.querySelectorAll('a[aria-current]'))
    if (!getComputedStyle(chosen).textDecorationLine.includes('underline')) faults.push(`chosen: ${nameOf(chosen)}`)
  for (const mark of all.filter((element) => element.matches('svg :is(rect, path, circle, line, polyline)'))) {
    if (mark.closest('.qr, defs, pattern, mask, clipPath')) continue
    const ground = groundOf(mark.closest('svg'))
    const { stroke, strokeWidth, fill } = getComputedStyle(mark)
    const isDrawn = stroke !== 'none' && stroke !== ground && Number.parseFloat(strokeWidth) > 0
    if (!isDrawn && (fill === 'none' || fill === ground))
      faults.push(`nothing of a mark: ${mark.outerHTML.slice(0, 80)}`)
  }
  for (const shape of document.querySelectorAll('[data-shape]')) {
    shape.removeAttribute('data-shape')
    if (!hasEdge(shape) && groundOf(shape) === groundOf(shape.parentElement))
      faults.push(`nothing of a shape: ${shape.outerHTML.slice(0, 120)}`)
  }
  return { texts, faults: [...new Set(faults)] }
}
