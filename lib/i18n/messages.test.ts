import { describe, expect, it } from 'vitest'
import { MESSAGES, type Namespace } from './messages.ts'
import { textsFor } from './texts.ts'

const NAMESPACES = Object.keys(MESSAGES.hi) as Namespace[]
const textsOf = (locale: 'hi' | 'en', namespace: Namespace): Record<string, string> => MESSAGES[locale][namespace]

/** Words in Latin letters that Hindi readers meet on bills, phones and notices, and that have no better Hindi form. */
const LATIN_WORDS_IN_HINDI = new Set([
  ...['UPI', 'QR', 'PDF', 'SMS', 'OTP', 'WhatsApp', 'CSV', 'KB', 'ID', 'UTR', 'BHIM', 'NEFT', 'HP'],
  ...['kW', 'kWh', 'kVA', 'kVAh', 'kVArh', 'V', 'A', 'Wh'],
  ...['JSERC', 'JBVNL', 'LT', 'HT', 'DS', 'CS', 'IAS', 'Urban', 'Rural', 'FPPPA', 'FPPAS', 'SPECIMEN', 'GST'],
  ...['English', 'Razorpay', 'JavaScript', 'BBPS', 'LPSC', 'MMC', 'PIN', 'India', 'Bijli', 'Khata'],
])

/** Arguments and tags of an ICU message: `{name}`, `{count, plural, …}`, `<b>…</b>`. */
function argumentsOf(message: string): string[] {
  const values = [...message.matchAll(/\{\s*(\w+)\s*(?=[,}])/g)].map((found) => found[1] as string)
  const tags = [...message.matchAll(/<(\w+)>/g)].map((found) => `<${found[1]}>`)
  return [...new Set([...values.filter((name) => !isBranchText(message, name)), ...tags])].sort()
}

/** `{one}` after `=1` or `other` is the text of a branch, not an argument. */
const isBranchText = (message: string, name: string): boolean =>
  new RegExp(`(?:=\\d+|\\b\\w+)\\s+\\{\\s*${name}\\s*\\}`).test(message) &&
  !new RegExp(`\\{\\s*${name}\\s*,`).test(message)

const withoutSyntax = (message: string): string =>
  message
    .replace(/<\/?\w+>/g, ' ')
    .replace(/\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,/g, ' ')
    .replace(/\{\s*\w+\s*\}/g, ' ')
    .replace(/(?:=\d+|\b(?:zero|one|two|few|many|other)\b|\b\w+\b(?=\s*\{))/g, ' ')

describe.each(NAMESPACES)('%s', (namespace) => {
  const hindi = textsOf('hi', namespace)
  const english = textsOf('en', namespace)

  it('says the same things in both languages', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(hindi).sort())
    for (const [key, message] of Object.entries(hindi)) {
      expect(argumentsOf(english[key] ?? ''), key).toEqual(argumentsOf(message))
    }
  })

  it('leaves no text empty', () => {
    for (const [key, message] of [...Object.entries(hindi), ...Object.entries(english)]) {
      expect(message.trim(), key).not.toBe('')
    }
  })

  it('speaks Hindi in Hindi', () => {
    for (const [key, message] of Object.entries(hindi)) {
      const strange = (withoutSyntax(message).match(/[A-Za-z]+/g) ?? []).filter(
        (word) => !LATIN_WORDS_IN_HINDI.has(word),
      )
      expect(strange, `${key}: ${message}`).toEqual([])
    }
  })

  it('can be read by the translator', () => {
    for (const locale of ['hi', 'en'] as const) {
      const t = textsFor(locale, namespace)
      for (const [key, message] of Object.entries(textsOf(locale, namespace))) {
        const values = Object.fromEntries(
          argumentsOf(message).map((name) =>
            name.startsWith('<') ? [name.slice(1, -1), (text: string) => text] : [name, 1],
          ),
        )
        expect(t.markup(key, values), key).not.toBe('')
      }
    }
  })
})

describe('a text that does not exist', () => {
  it('is loud while we work', () => {
    expect(() => textsFor('hi', 'common')('no such text')).toThrow()
  })
})
