import { expect, it } from 'vitest'
import { MESSAGES } from './messages.ts'
import { pseudoMessage } from './pseudo-message.ts'
import { argumentsOf, readMessage } from './test-read-message.ts'
import { textsFor } from './texts.ts'

const english = Object.values(MESSAGES.en).flatMap((texts): [string, string][] => Object.entries(texts))

it('a message is longer, marked at both ends, and filled as before', () => {
  expect(pseudoMessage('{n, plural, one {one <b>day</b>} other {# days}} left of {amount}')).toBe(
    '«{n, plural, one {ööñéé <b>ðááý</b>} other {# ðááýš}} ļééƒţ ööƒ {amount}»',
  )
  expect(textsFor('en-XA', 'common')('units')).toBe('«ûûñîîţš»')
})

it('every message keeps what it is filled with, and no plain letter', () => {
  for (const [key, message] of english) {
    const pseudo = pseudoMessage(message)
    expect(argumentsOf(pseudo), key).toEqual(argumentsOf(message))
    expect(readMessage(pseudo).words, key).not.toMatch(/[A-Za-z]/)
  }
})

it('the portal grows by two fifths, as a longer language would make it', () => {
  const lengthOf = (texts: string[]) => texts.reduce((sum, text) => sum + readMessage(text).words.trim().length, 0)
  const plain = english.map(([, message]) => message)
  const growth = lengthOf(plain.map(pseudoMessage)) / lengthOf(plain)
  expect(growth).toBeGreaterThan(1.3)
  expect(growth).toBeLessThan(1.5)
})
