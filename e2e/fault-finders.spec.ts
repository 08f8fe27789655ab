import { expect, type Page, test } from '@playwright/test'
import { announceFaults } from './support/announced.ts'
import { fileNameFaults } from './support/file-links.ts'
import { motionFaults, ownColourFaults } from './support/own-settings.ts'
import { wordFaults } from './support/page-faults.ts'
import { keyFaults } from './support/walk-by-keys.ts'

/** What looks at every page finds what it is there to find: a page that is whole is broken in one place at a time. */
const WHOLE = `<!doctype html>
<html lang="en">
  <head><title>Error: Form · Bijli Khata</title></head>
  <style>
    :focus-visible { outline: 3px solid rgb(0, 0, 128) }
    button { border: 1px solid }
    body { background: rgb(255, 255, 255) }
  </style>
  <body>
    <main>
      <h1>Form</h1>
      <div role="alert" tabindex="-1" autofocus><a href="#number">Type ten digits</a></div>
      <label for="number">Number</label>
      <p id="number-error">Type ten digits</p>
      <input id="number" aria-invalid="true" aria-describedby="number-error">
      <div role="radiogroup" aria-label="Colour">
        <label><input type="radio" name="colour" value="red" checked> Red</label>
        <label><input type="radio" name="colour" value="blue"> Blue</label>
      </div>
      <button class="border">Send</button>
      <a href="/bill/pdf">PDF in English, up to 200 KB</a>
      <svg width="24" height="24" stroke="currentColor"><path d="M2 2h20"/></svg>
      <p id="dot" style="width: 12px; height: 12px; border: 1px solid; background: rgb(0, 0, 128)"></p>
    </main>
  </body>
</html>`

type Find = (page: Page) => Promise<string[]>
const BROKEN: Record<string, { find: Find; places: [from: string, to: string, fault: RegExp][] }> = {
  'by keys': {
    find: keyFaults,
    places: [
      ['outline: 3px solid', 'outline: none;', /no ring: <button> Send/],
      ['rgb(0, 0, 128)', 'rgb(250, 250, 250)', /ring hardly seen: <button> Send/],
      [
        '</main>',
        '<p style="position: fixed; inset: 0; background: white">Over all</p></main>',
        /covered.*: <button> Send/,
      ],
      ['<button', '<button tabindex="1"', /a place of its own among the stops: <button> Send/],
      ['<button', '<button tabindex="-1"', /no key leads to <button> Send/],
      ['<button', '<button onkeydown="event.preventDefault()"', /no key leads on from <button> Send/],
    ],
  },
  'in colours of one’s own': {
    find: ownColourFaults,
    places: [
      ['<h1>', '<h1 style="forced-color-adjust: none; color: rgb(250, 250, 250)">', /lost: <h1> Form/],
      ['button { border: 1px solid }', 'button { border: 0 }', /no edge: <button> Send/],
      ['<svg', '<svg style="color: Canvas; forced-color-adjust: none" fill="none"', /nothing of a mark: <path/],
      ['12px; border: 1px solid;', '12px;', /nothing of a shape: <p id="dot"/],
      ['<a href', '<a aria-current="page" style="text-decoration: none" href', /chosen: <a> Type ten digits/],
    ],
  },
  'with less motion': {
    find: motionFaults,
    places: [
      ['<button', '<button style="transition: color 200ms"', /moves: <button/],
      ['<html', '<html style="scroll-behavior: smooth"', /moves: <html/],
    ],
  },
  'where a form came back': {
    find: (page) => announceFaults(page, 'en'),
    places: [
      ['<title>Error: ', '<title>', /title "Form/],
      ['autofocus', '', /the summary has no focus/],
      ['role="alert"', '', /marked, but not in the summary: <input> number/],
      ['aria-invalid="true"', '', /not marked: <input> number/],
      ['aria-describedby="number-error"', '', /not described by "Type ten digits": <input> number/],
      ['href="#number"', 'href="#other"', /leads nowhere: #other/],
    ],
  },
  'beside links to files': {
    find: fileNameFaults,
    places: [
      [', up to 200 KB</a>', '</a>', /not said: PDF in English/],
      ['PDF in English', 'In English', /not said: In English, up to 200 KB/],
      ['<a href="/bill/pdf">', '<a href="/bill/pdf" aria-label="Bill">', /not said: Bill/],
      ['/bill/pdf">PDF in English, up to', '/bill/api.json">For programs, up to', /not said: For programs/],
      ['/bill/pdf">PDF in English, up to', '/bill" download>To keep, up to', /not said: To keep/],
    ],
  },
  'in words': {
    find: async (page) => {
      await page.evaluate(() => document.querySelector('main')?.setAttribute('lang', 'hi'))
      const faults = await wordFaults(page, 'en')
      return faults.filter((fault) => fault.includes('Colour') || fault.includes('Hint'))
    },
    places: [
      ['<input id', '<input placeholder="Hint" id', /English in Hindi: Hint/],
      ['<button', '<button title="Hint"', /English in Hindi: Hint/],
      ['<path', '<title>Hint</title><path', /English in Hindi: Hint/],
      ['<button', '<select><option>Hint</option></select><button', /English in Hindi: Hint/],
      ['<button', '<input type="submit" value="Hint"><button', /English in Hindi: Hint/],
    ],
  },
}

for (const [way, { find, places }] of Object.entries(BROKEN))
  test(`what is looked for ${way} is found, one fault at a time`, async ({ page }) => {
    const faultsOf = async (html: string) => {
      await page.goto('about:blank')
      await page.setContent(html)
      return find(page)
    }
    const usual = (await faultsOf(WHOLE)).join('\n')
    expect(usual).toBe(way === 'in words' ? 'English in Hindi: Colour (Colour)' : '')
    for (const [from, to, fault] of places) {
      expect(WHOLE, from).toContain(from)
      expect((await faultsOf(WHOLE.replace(from, to))).join('\n'), to).toMatch(fault)
    }
  })
