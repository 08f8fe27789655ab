import type { Texts } from '#lib/i18n/texts.ts'

/** Refusals of the family's forms, each with the field that it is about; null for those about a row of the list. */
const FIELDS: Record<string, string | null> = {
  mobile: 'mobile',
  already: 'mobile',
  'too-many': 'mobile',
  'no-end': 'endsOn',
  end: 'endsOn',
  'last-owner': null,
  cooling: null,
}
const DONE = ['invited', 'removed', 'withdrawn']

export type FamilyNews = { error?: { field: string; message: string }; refusal?: string; done?: string }

/** What `?family=…` says of what was just done or refused. */
export function familyNews(t: Texts, word: string | undefined): FamilyNews {
  if (!word) return {}
  if (DONE.includes(word)) return { done: t(`done_${word}`) }
  if (!Object.hasOwn(FIELDS, word)) return {}
  const message = t(`e_${word.replaceAll('-', '_')}`)
  const field = FIELDS[word]
  return field ? { error: { field, message } } : { refusal: message }
}
