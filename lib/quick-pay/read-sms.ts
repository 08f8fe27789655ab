import { createHash } from 'node:crypto'
import { cleanText, cutTo } from '#lib/units/clean-text.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'

/** An SMS that somebody sent to the utility's number. `id` names it, so that it is answered once. */
export type InboundSms = { id: string; from: Mobile; text: string }

/** Longer than any wish; the rest is cut off before it is looked at. */
const LONGEST_TEXT = 160
const LONGEST_ID = 100

/** MSG91's panel and its older callbacks name the same three things differently. */
const NAMES = {
  from: ['sender', 'mobile', 'from', 'number', 'customerNumber'],
  text: ['message', 'content', 'text', 'body'],
  id: ['id', 'messageId', 'message_id', 'requestId', 'request_id', 'uuid'],
} as const

/**
 * What the provider's call says of an SMS. A keyword that it has taken off the text is put back. Without an id of the
 * provider's, the same text from the same number within a minute is the same SMS. Null for what is no SMS from an Indian
 * mobile.
 */
export function readInboundSms(fields: Record<string, unknown>, now: Date): InboundSms | null {
  const from = parseMobile(firstOf(fields, NAMES.from))
  const said = firstOf(fields, NAMES.text)
  const keyword = firstOf(fields, ['keyword'])
  const isCutOff = keyword !== '' && !said.toLowerCase().startsWith(keyword.toLowerCase())
  const text = cleanText((isCutOff ? `${keyword} ${said}` : said).slice(0, LONGEST_TEXT))
  if (!from || text === '') return null
  const minute = Math.floor(now.getTime() / 60_000)
  const id = cutTo(firstOf(fields, NAMES.id), LONGEST_ID) || hashOf(`${from} ${minute} ${text}`)
  return { id, from, text }
}

function firstOf(fields: Record<string, unknown>, names: readonly string[]): string {
  const found = names
    .map((name) => fields[name])
    .find((value) => typeof value === 'string' || typeof value === 'number')
  return String(found ?? '').trim()
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
