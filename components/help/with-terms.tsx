import { Fragment, type ReactNode } from 'react'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Term, termPath } from './glossary-terms.ts'

/** A word that the glossary explains, as a link to it. */
export function TermLink({ term, children }: { term: Term; children: ReactNode }) {
  return (
    <a href={termPath(term)} className="term">
      {children}
    </a>
  )
}

/**
 * Texts of a page, with a link to the glossary where each of `terms` is named first. Words are found by the glossary's own
 * names, so a text needs no marks; one that names none stays as it is.
 */
export function withTerms(texts: readonly string[], terms: readonly Term[], locale: Locale): ReactNode[] {
  const t = textsFor(locale, 'glossary')
  const left = new Map(terms.map((term) => [term, nameIn(t(`term_${term}`))]))
  return texts.map((text, index) => {
    const parts: ReactNode[] = []
    let rest = text
    for (let found = firstOf(left, rest); found; found = firstOf(left, rest)) {
      const { term, at, words } = found
      left.delete(term)
      parts.push(
        rest.slice(0, at),
        <TermLink key={term} term={term}>
          {words}
        </TermLink>,
      )
      rest = rest.slice(at + words.length)
    }
    // biome-ignore lint/suspicious/noArrayIndexKey: texts never change their order
    return <Fragment key={index}>{[...parts, rest]}</Fragment>
  })
}

/** A term's name without what stands in brackets, as a whole word; "energy charges" is one too. */
function nameIn(title: string): RegExp {
  const name = title.replace(/ \(.*/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{M}])${name}s?(?![\\p{L}\\p{M}])`, 'iu')
}

function firstOf(names: ReadonlyMap<Term, RegExp>, text: string): { term: Term; at: number; words: string } | null {
  const found = [...names].flatMap(([term, name]) => {
    const match = name.exec(text)
    return match ? [{ term, at: match.index, words: match[0] }] : []
  })
  return found.sort((a, b) => a.at - b.at)[0] ?? null
}
