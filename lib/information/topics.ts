/**
 * The pages about the portal that every public site in India has to have (GIGW 3.0): their texts are the namespace `about`,
 * a topic's sections numbered from 1, each with a title, a text and, where there is more to see, a way on.
 */
export type Topic = { sections: number; links: Readonly<Record<number, string>> }

/** When a person last read these pages through and found them right. */
export const REVIEWED_ON = '2026-11-27'

export const TOPICS = {
  help: {
    sections: 6,
    links: { 1: '/status', 2: '/not-linked', 3: '/quick-pay', 4: '/calculator', 6: '/recognise' },
  },
  privacy: { sections: 7, links: { 7: '/about/contact' } },
  terms: { sections: 7, links: {} },
  accessibility: { sections: 4, links: { 4: '/about/contact' } },
  contact: { sections: 5, links: { 2: '/track', 3: '/camps' } },
} as const satisfies Record<string, Topic>

export type TopicName = keyof typeof TOPICS

/** The topic of an address, or null. */
export const topicOf = (name: string): TopicName | null => (Object.hasOwn(TOPICS, name) ? (name as TopicName) : null)

/** The site map: the pages that anybody may open. A topic's name is its title, the others have `map_<page>`. */
export const OPEN_PAGES = [
  'login',
  'quick-pay',
  'link',
  'not-linked',
  'calculator',
  'camps',
  'track',
  'recognise',
  'glossary',
  'status',
] as const
