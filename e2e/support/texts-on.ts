import type { Page } from '@playwright/test'

/** A text in the language that it is marked with, and whether anybody comes across it as the page stands. */
export type Said = { text: string; lang: string | null; isShown: boolean }

/**
 * All that a page says, each once: texts, its title, and what is read aloud or shown on demand: names, descriptions, hints
 * within fields, titles of pictures, choices of a list. What somebody typed is not among it.
 */
export function textsOn(page: Page): Promise<Said[]> {
  return page.evaluate(() => {
    const said = new Map<string, Said>()
    const add = (text: string | null | undefined, element: Element, shownBy: Element | null) => {
      if (!text?.trim()) return
      const lang = element.closest('[lang]')?.getAttribute('lang') ?? null
      const isShown = shownBy?.checkVisibility({ visibilityProperty: true }) ?? false
      said.set([text.trim(), lang, isShown].join('\n'), { text: text.trim(), lang, isShown })
    }

    add(document.title, document.documentElement, document.body)
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement
      if (!parent || parent.matches('script, style, noscript')) continue
      // Neither has a place of its own: the picture and the list show them.
      add(node.textContent, parent, parent.matches('title, option') ? parent.closest('svg, select') : parent)
    }
    const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt']
    for (const name of [...spoken, 'title', 'placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) add(element.getAttribute(name), element, element)
    for (const group of document.querySelectorAll('optgroup')) add(group.label, group, group.closest('select'))
    for (const button of document.querySelectorAll('input:is([type=submit], [type=button], [type=reset])'))
      add(button.getAttribute('value'), button, button)
    return [...said.values()]
  })
}
