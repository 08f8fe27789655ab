/** Playwright's own `test` is called `plain` where fixtures have another. */
const TITLE = /(?:\b(?:test|it|plain)|\))\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)\s*,/g

/** The titles of the tests in a file; of those that are made from a table, as they are written. */
export function titlesIn(source: string): string[] {
  return [...source.matchAll(TITLE)].map(([, single, double, template]) => single ?? double ?? template ?? '')
}
