import { describe, expect, it } from 'vitest'
import { AUDIT_ACTIONS } from '#lib/audit/audit-actions.ts'
import { LOCALES, type Locale } from '#lib/units/locale.ts'
import { LATIN_WORDS_IN_HINDI } from './latin-words.ts'
import { MESSAGES, type Namespace } from './messages.ts'
import { argumentsOf, readMessage } from './test-read-message.ts'
import { textsFor } from './texts.ts'

const NAMESPACES = Object.keys(MESSAGES.hi) as Namespace[]
/** All that are registered, English in disguise like any other. */
const LANGUAGES = Object.keys(MESSAGES) as Locale[]
const textsOf = (locale: Locale, namespace: Namespace): Record<string, string> => MESSAGES[locale][namespace]

describe.each(NAMESPACES)('%s', (namespace) => {
  const hindi = textsOf('hi', namespace)

  it.each(LANGUAGES)('says the same things as in Hindi, and leaves no text empty (%s)', (locale) => {
    const texts = textsOf(locale, namespace)
    expect(Object.keys(texts).sort()).toEqual(Object.keys(hindi).sort())
    for (const [key, message] of Object.entries(hindi)) {
      expect(argumentsOf(texts[key] ?? ''), key).toEqual(argumentsOf(message))
      expect(texts[key]?.trim(), key).not.toBe('')
    }
  })

  it('speaks Hindi in Hindi', () => {
    for (const [key, message] of Object.entries(hindi)) {
      const strange = (readMessage(message).words.match(/[A-Za-z]+/g) ?? []).filter(
        (word) => !LATIN_WORDS_IN_HINDI.has(word),
      )
      expect(strange, `${key}: ${message}`).toEqual([])
    }
  })

  it('can be read by the translator', () => {
    for (const locale of LANGUAGES) {
      const t = textsFor(locale, namespace)
      for (const [key, message] of Object.entries(textsOf(locale, namespace))) {
        const values = Object.fromEntries(
          argumentsOf(message).map((name) =>
            name.startsWith('<') ? [name.slice(1, -1), (text: string) => text] : [name, 1],
          ),
        )
        const translated = t.markup(key, values)
        expect(translated, key).not.toBe('')
        if (!message.includes('<')) expect(t(key, values as Record<string, number>), key).toBe(translated)
      }
    }
  })
})

it('each language that readers can choose has a name for its bills on paper', () => {
  for (const language of LANGUAGES)
    for (const locale of LOCALES) expect(textsOf(language, 'bills'), language).toHaveProperty(`pdf_${locale}`)
})

/** What has stood beside the one word for a thing, and that word: of the glossary, or else of most texts. */
const INSTEAD = {
  hi: {
    ...{ अनंतिम: 'अस्थायी', लॉगिन: 'लॉग इन', लॉगआउट: 'लॉग आउट', 'बिजली कंपनी': 'बिजली विभाग', डेमो: 'नमूना' },
    ...{ 'अवर प्रमंडल': 'उप-प्रमंडल', व्यावसायिक: 'वाणिज्यिक', 'वित्तीय वर्ष': 'वित्त वर्ष', किरायेदार: 'किराएदार' },
    ...{ रकम: 'राशि', 'ईंधन समायोजन': 'ईंधन लागत', पूर्णांकन: 'पूर्ण रुपये में', 'देय तारीख': 'देय तिथि', 'अंतिम तारीख': 'देय तिथि' },
    ...{ 'अधिक से अधिक': 'ज़्यादा से ज़्यादा', न्योत: 'बुलावा', हिंदी: 'हिन्दी', क़: 'क', ख़: 'ख', ग़: 'ग' },
    ...{ 'स्थायी शुल्क': 'स्थिर शुल्क', सब्सिडी: 'अनुदान' },
  },
  en: { utility: 'electricity company', 'log-in': 'login', 'sign in': 'log in', 'fuel adjustment': 'fuel cost' },
}
/** The box on the first page has its name from the design, and an SMS the words under which it is registered. */
const NAMES = ['landing.loginTitle', 'complaints.smsMessage']

it.each(['hi', 'en'] as const)('one thing has one word (%s)', (locale) => {
  const texts = NAMESPACES.flatMap((namespace) =>
    Object.entries(textsOf(locale, namespace)).map(([key, message]) => [`${namespace}.${key}`, message] as const),
  )
  for (const [other, word] of Object.entries(INSTEAD[locale])) {
    const found = texts.filter(([key, text]) => text.toLowerCase().includes(other) && !NAMES.includes(key))
    expect(found, `${other}: say ${word}`).toEqual([])
  }
})

/** As in "the 201 units that ran": a feminine plural, which a single unit alone does not take. */
it('gives many units a plural verb in Hindi', () => {
  const singular = NAMESPACES.flatMap((namespace) =>
    Object.entries(textsOf('hi', namespace)).filter(([, message]) =>
      /\{\w+\} यूनिट (ज़्यादा |कम )?चली(?!ं| थीं)|इतनी रीडिंग नहीं है(?!ं)|जितनी रीडिंग आई(?!ं)/.test(message),
    ),
  )
  expect(singular).toEqual([])
})

it('tells an officer of a notice to an old number only where there was one', () => {
  // Most numbers that are linked at a desk are the first of their connection.
  expect(textsOf('en', 'desk').done_linked).toMatch(/if there was/i)
  expect(textsOf('hi', 'desk').done_linked).toContain('था तो')
})

it.each(['hi', 'en'] as const)('says each entry of the audit in words, and has none to spare (%s)', (locale) => {
  const keys = AUDIT_ACTIONS.map((action) => action.replace('.', '_'))
  expect(Object.keys(textsOf(locale, 'audit')).sort()).toEqual([...keys].sort())
})

describe('a message', () => {
  it('is taken apart with its branches', () => {
    const { names, words } = readMessage('{n, plural, one {एक <b>दिन</b>} other {# दिन, {date} तक}} बाकी {amount}')
    expect([...names].sort()).toEqual(['<b>', 'amount', 'date', 'n'])
    expect(words.replace(/\s+/g, ' ').trim()).toBe('एक दिन # दिन, तक बाकी')
  })
})

describe('a text that does not exist', () => {
  it('is loud while we work', () => {
    expect(() => textsFor('hi', 'common')('no such text')).toThrow()
  })

  it('is as loud where a value is missing', () => {
    expect(() => textsFor('en', 'year')('openPeriod')).toThrow()
  })
})
