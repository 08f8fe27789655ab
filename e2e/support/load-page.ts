import type { Page } from '@playwright/test'
import { rowsOf } from './read-page.ts'

/** What stands on the page of load, on a bill's card of load and in its PDF, read as a person would. */

/** Day of the month, kW and time of each known day in the table of days. */
export async function daysOf(page: Page): Promise<[number, string, string][]> {
  const figure = page.locator('figure', { has: page.locator('#load-finding') })
  const rows = await rowsOf(figure.locator('tbody tr'))
  return rows.flatMap(([day = '', watts = '', time = '']): [number, string, string][] =>
    watts === '–' ? [] : [[Number(/\d+/.exec(day)?.[0]), watts, time]],
  )
}

/** Day of the month, time, kW and by how much, of all days in the list of days above, also those that open below it. */
export async function listedDays(page: Page): Promise<(string | number)[][]> {
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Days above the limit' }) })
  return (await rowsOf(card.locator('tbody tr'))).map(([when = '', watts = '', over = '']) => {
    const [, day, time = ''] = /(\d+) \p{L}+\s*(\d+:\d\d [ap]m)/u.exec(when) ?? []
    return [Number(day), time, watts, over]
  })
}

export async function hoursOf(page: Page): Promise<string[][]> {
  const figure = page.locator('figure', { has: page.locator('#hours-finding') })
  return (await rowsOf(figure.locator('tbody tr'))).map((cells) => cells.slice(1))
}

/** Lines such as `26 Oct  11:00 pm  2.86` of the PDF's text, whatever stands in the other columns of the page. */
export function printedDays(text: string): string[] {
  return [...text.matchAll(/(\d{1,2} Oct)\s+(\d{1,2}:\d\d\s[ap]m)\s+(\d+\.\d\d)/g)].map((found) =>
    found
      .slice(1)
      .join(' ')
      .replace(/\u00a0/g, ' '),
  )
}
