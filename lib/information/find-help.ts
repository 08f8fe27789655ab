import { soundOf } from '#lib/i18n/sound-of.ts'
import type { Wish } from '#lib/messaging/chat/chat-state.ts'
import { plainWords, wishIn } from '#lib/messaging/chat/understand.ts'

/** What can be found: `title` and `text` in every language, since people ask in whichever they think in. */
export type HelpEntry = { href: string; titles: readonly string[]; texts: readonly string[] }

/** Where somebody is led who asks as they would ask a chat, first things first. */
export const WAYS: Partial<Record<Wish, readonly string[]>> = {
  OUTAGE: ['/about/help#help_5', '/status'],
  BILL: ['/login', '/quick-pay', '/about/help#help_4'],
  PAY: ['/quick-pay', '/about/help#help_3'],
  BALANCE: ['/login', '/glossary#prepaidBalance'],
  CONSUMPTION: ['/login', '/glossary#unit'],
  ESTIMATE: ['/calculator', '/glossary#subsidy'],
  COMPLAIN: ['/login', '/about/contact#contact_2'],
  COMPLAINTS: ['/track'],
  LINK: ['/link', '/not-linked'],
  CAMP: ['/camps'],
  RECOGNISE: ['/recognise', '/about/help#help_6'],
  TALK: ['/about/contact#contact_1'],
  SERVICES: ['/login'],
}

/** Letters that a question may have; the rest is not looked at. */
export const LONGEST_QUESTION = 100
const MOST_FOUND = 8
/** A word of more entries than this share of them says nothing about any. */
const TOO_COMMON = 1 / 4
/** Shorter ones are found whole only. */
const LEAST_PREFIX = 3
const OF_TITLE = 3
const OF_WAY = 2

/**
 * What of a question may stand in an address, which proxies write down: its words, without any that have a figure or a sign
 * of an address in them. Numbers of mobiles and consumers are typed into every box, and the help knows none.
 */
export function wordsToFind(question: string): string {
  const words = question.slice(0, LONGEST_QUESTION).split(/\s+/)
  return words
    .filter((word) => !/[\p{N}@]/u.test(word))
    .join(' ')
    .trim()
}

/**
 * The entries that a text asks for, best first, eight at the most: by what the chat understands of it, and by the sound of
 * its words, so that Hindi may be typed in either script. None for a text without words.
 */
export function findHelp<Entry extends HelpEntry>(text: string, entries: readonly Entry[]): Entry[] {
  const asked = [...new Set(plainWords(text).split(' ').map(soundOf))].filter((sound) => sound.length > 1)
  const ways = WAYS[wishIn(text) ?? 'MENU'] ?? []
  const heard = entries.map((entry) => ({ entry, titles: soundsOf(entry.titles), texts: soundsOf(entry.texts) }))
  const scores = new Map(
    heard.map(({ entry }) => [entry, ways.includes(entry.href) ? OF_WAY - ways.indexOf(entry.href) / 10 : 0]),
  )
  for (const word of asked) {
    const fits = heard.filter(({ titles, texts }) => isHeard(word, titles) || isHeard(word, texts))
    const weight = 1 - fits.length / (entries.length * TOO_COMMON)
    if (weight <= 0) continue
    for (const { entry, titles } of fits)
      scores.set(entry, (scores.get(entry) ?? 0) + weight * (isHeard(word, titles) ? OF_TITLE : 1))
  }
  return [...scores]
    .filter(([, score]) => score > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_FOUND)
    .map(([entry]) => entry)
}

const soundsOf = (texts: readonly string[]): string[] => texts.flatMap((text) => wordsOf(text).map(soundOf))
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
const isHeard = (asked: string, sounds: readonly string[]): boolean =>
  sounds.some((sound) => (asked.length < LEAST_PREFIX ? sound === asked : sound.startsWith(asked)))
