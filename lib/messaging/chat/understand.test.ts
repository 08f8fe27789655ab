import { expect, it } from 'vitest'
import { languageIn, wishIn } from './understand.ts'

/** As people type Hindi on a keyboard of Latin letters, each in their own spelling. */
const HINDI_IN_LATIN_LETTERS: [text: string, wish: ReturnType<typeof wishIn>][] = [
  ['bijli bill', 'BILL'],
  ['mera bill bhejo', 'BILL'],
  ['Mera bijlee ka bil dikhao', 'BILL'],
  ['bakaaya kitna hai', 'BILL'],
  ['kitna dena hai', 'BILL'],
  ['bhugtan', 'PAY'],
  ['bhugtaan karna hai', 'PAY'],
  ['bill bharna hai', 'PAY'],
  ['paise jama karna hai', 'PAY'],
  ['shikayat', 'COMPLAIN'],
  ['sikayat karni hai', 'COMPLAIN'],
  ['meter kharab hai', 'COMPLAIN'],
  ['bill galat hai', 'COMPLAIN'],
  ['meri shikayat ka kya hua', 'COMPLAINTS'],
  ['meter', 'CONSUMPTION'],
  ['kitna unit chala', 'CONSUMPTION'],
  ['khapat batao', 'CONSUMPTION'],
  ['balance kitna bacha hai', 'BALANCE'],
  ['recharge karna hai', 'BALANCE'],
  ['anudan kab tak', 'ESTIMATE'],
  ['is mahine ka anuman', 'ESTIMATE'],
  ['bijali nahi hai', 'OUTAGE'],
  ['light kab aayegi', 'OUTAGE'],
  ['number jodna hai', 'LINK'],
  ['shivir kab hai', 'CAMP'],
  ['adhikari se baat karni hai', 'TALK'],
]

it.each(HINDI_IN_LATIN_LETTERS)('“%s” asks for %s, in Hindi', (text, wish) => {
  expect(wishIn(text)).toBe(wish)
})

it('is answered in Hindi, and English in English', () => {
  for (const text of ['mera bill bhejo', 'bhugtaan', 'sikayat', 'bijali nahi hai']) expect(languageIn(text)).toBe('hi')
  for (const text of ['send my bill', 'pay', 'meter', 'complaint', 'no power']) expect(languageIn(text)).toBe('en')
})

it('a word that only looks alike means nothing', () => {
  for (const text of ['billion', 'paylater', 'parameter', 'jodhpur']) expect(wishIn(text), text).not.toBe('BILL')
  expect(wishIn('parameter')).toBeNull()
})

it('the bill is meant wherever its word stands, also at the end of a question that sounds like one of the supply', () => {
  for (const text of ['कब आएगा बिजली का बिल', 'नहीं आया बिजली बिल', 'बिजली का बिल नहीं आया'])
    expect(wishIn(text), text).toBe('BILL')
  // “Not at all” begins with the letters of “bill”.
  expect(wishIn('बिजली बिलकुल नहीं है')).toBe('OUTAGE')
})
