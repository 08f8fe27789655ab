import { describe, expect, it, vi } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { MESSAGES, type Namespace } from './messages.ts'
import { textsFor } from './texts.ts'
import { WITHOUT_OLD_BILL, wordingsOf } from './wordings.ts'

/** A portal where no old bill links a number: it is asked while the tests are named. */
vi.stubEnv('LINK_BY_OLD_BILL', 'no')

const NAMESPACES = Object.keys(MESSAGES.hi) as Namespace[]

/** What leads somebody to link by an old bill. To bring one to a camp or counter is no such thing: an officer looks at it there. */
const LEADS_TO_OLD_BILL = {
  hi: /पुराने बिल (से|की)|पुराना बिल (चाहिए|पास|और मोबाइल)|महीनों के किसी बिल से/,
  en: /\b(by|with|from|of|need|keep) an old bill|bill of the last months/i,
}
/** Of links that were made before, and what says that this way is closed. */
const TELLS_OF_IT = ['common.weakLink', 'home.weakText', 'link.e_closed', 'chat.factsClosed']

describe.each(LOCALES)('in %s', (locale) => {
  const all = NAMESPACES.flatMap((namespace) =>
    Object.entries(wordingsOf(locale, namespace)).map(([name, text]) => ({ namespace, name, text })),
  )
  const otherWordings = all.filter(({ name }) => name.endsWith(WITHOUT_OLD_BILL))

  it('no text leads to an old bill', () => {
    const leading = all.filter(({ text }) => LEADS_TO_OLD_BILL[locale].test(text))
    expect(leading.map(({ namespace, name }) => `${namespace}.${name}`).sort()).toEqual([...TELLS_OF_IT].sort())
  })

  it('each other wording stands in the place of a text, and says something else', () => {
    expect(otherWordings.length).toBeGreaterThan(15)
    for (const { namespace, name, text } of otherWordings) {
      const of = name.slice(0, -WITHOUT_OLD_BILL.length)
      const usual = (MESSAGES[locale][namespace] as Record<string, string>)[of]
      expect(usual, name).toBeDefined()
      expect(text, name).not.toBe(usual)
      expect(wordingsOf(locale, namespace)[of], name).toBe(text)
    }
  })

  it('is what pages, papers and chats say', () => {
    const other = wordingsOf(locale, 'landing')[`linkText${WITHOUT_OLD_BILL}`]
    expect(textsFor(locale, 'landing')('linkText')).toBe(other)
  })
})
