import type { Page } from '@playwright/test'
import { contrast } from './contrast.ts'
import { enliven } from './page-faults.ts'

/** A stop of the keyboard as it looks while it has the focus. */
type Stop = {
  name: string
  /** A ring of two pixels or more, in these colours of itself and of the ground that it lies on. */
  ring: { colour: string; ground: string } | null
  /** Within the window, and with nothing above it such as the bar at the bottom. */
  isUncovered: boolean
}

declare global {
  interface Window {
    walk: { stops: Element[]; seen: Stop[]; isOver: boolean; start: HTMLElement; look: (element: Element) => Stop }
  }
}

/** Non-text contrast (WCAG 1.4.11). */
const RING_CONTRAST = 3

/** What has the focus, and whether one sees so. Null for nothing. */
export async function focused(page: Page): Promise<{ name: string; isSeen: boolean } | null> {
  await page.evaluate(prepareWalk)
  const stop = await page.evaluate(() => {
    const at = document.activeElement
    return at && at !== document.body ? window.walk.look(at) : null
  })
  return stop && { name: stop.name, isSeen: faultOf(stop) === null }
}

/**
 * Walks with the Tab key once round a page, from before its first stop until nothing has the focus: stops that one does
 * not see, that come in another order than on the page, or from which no key leads on, and what no key leads to.
 */
export async function keyFaults(page: Page): Promise<string[]> {
  // A picture that becomes lively on the way would have a stop more than it had.
  await enliven(page)
  await page.evaluate(prepareWalk)
  const most = await page.evaluate(beginWalk)
  let isOver = false
  for (let pressed = 0; pressed < most && !isOver; pressed += 1) {
    await page.keyboard.press('Tab')
    // To ask after each key would take longer than to press a few in vain.
    if (pressed % 8 === 7) isOver = await page.evaluate(() => window.walk.isOver)
  }
  const { seen, faults } = await page.evaluate(endWalk)
  if (!isOver) faults.push(`no key leads on from ${seen.at(-1)?.name}`)
  return [...seen.flatMap((stop) => faultOf(stop) ?? []), ...faults]
}

function faultOf({ name, ring, isUncovered }: Stop): string | null {
  if (!ring) return `no ring: ${name}`
  if (contrast(ring.colour, ring.ground) < RING_CONTRAST) return `ring hardly seen: ${name}`
  return isUncovered ? null : `covered, or outside the window: ${name}`
}

/** What follows runs in the page, and carries all that it needs. */
function prepareWalk(): void {
  const nameOf = (element: Element) =>
    `<${element.tagName.toLowerCase()}> ${(element.textContent?.trim() || element.getAttribute('name') || '').replace(/\s+/g, ' ').slice(0, 40)}`
  const groundOf = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)'
    const { backgroundColor } = getComputedStyle(element)
    return /^rgba.*, 0(\.\d+)?\)$/.test(backgroundColor) ? groundOf(element.parentElement) : backgroundColor
  }
  // Any part of it will do: of a long one, or one in a table that scrolls sideways, the rest may be away.
  const isUncovered = (element: Element) =>
    [...element.getClientRects()].some(({ left, right, top, bottom }) =>
      within(left, right, innerWidth).some((x) =>
        within(top, bottom, innerHeight).some((y) => element.contains(document.elementFromPoint(x, y))),
      ),
    )
  const within = (from: number, to: number, end: number) => {
    const [first, last] = [Math.max(from, 0) + 2, Math.min(to, end) - 2]
    return first > last ? [] : [(first + last) / 2, first, last]
  }
  const look = (element: Element): Stop => {
    // The ring goes round the cells of a code, not round the field that lies over them.
    const ringed = element.matches('.code-cells input') ? (element.parentElement as Element) : element
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(ringed)
    const hasRing = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    const ring = hasRing ? { colour: outlineColor, ground: groundOf(ringed.parentElement) } : null
    return { name: nameOf(element), ring, isUncovered: isUncovered(element) }
  }
  window.walk = { stops: [], seen: [], isOver: false, start: document.createElement('span'), look }
}

/** Puts the focus before the page and looks at each stop when a key leaves it. Returns how many keys may be needed. */
function beginWalk(): number {
  const { walk } = window
  walk.start.tabIndex = -1
  document.body.prepend(walk.start)
  walk.start.focus()
  const onKey = ({ key }: KeyboardEvent) => {
    const at = document.activeElement
    if (key !== 'Tab' || !at || at === walk.start) return
    if (at === document.body) {
      walk.isOver = true
      removeEventListener('keydown', onKey, true)
    } else if (walk.stops.at(-1) !== at) {
      walk.stops.push(at)
      walk.seen.push(walk.look(at))
    }
  }
  addEventListener('keydown', onKey, true)
  // A date has up to four places of its own.
  return 50 + 4 * document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]').length
}

function endWalk(): { seen: Stop[]; faults: string[] } {
  const { stops, seen, start, look } = window.walk
  start.remove()
  const faults: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('[tabindex]'))
    if (element.tabIndex > 0) faults.push(`a place of its own among the stops: ${look(element).name}`)
  for (const [index, stop] of stops.entries()) {
    const before = stops[index - 1]
    if (before && !(before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING))
      faults.push(`out of order: ${look(stop).name}`)
  }
  // One stop of a group is reached by Tab, the others by the arrow keys.
  const groupOf = (element: Element) =>
    element.matches('[type=radio]') ? `${element.closest('form')?.action} ${element.getAttribute('name')}` : element
  const reached = new Set(stops.map(groupOf))
  for (const target of document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
  ))
    if (target.checkVisibility({ visibilityProperty: true }) && !target.matches(':disabled, [inert] *'))
      if (!reached.has(groupOf(target))) faults.push(`no key leads to ${look(target).name}`)
  return { seen, faults }
}
