import { callProvider, type MessageProvider, type SendOutcome } from '../provider.ts'
import { contentFaults, type WhatsAppContent } from './content.ts'

export type GraphAccess = { graphUrl: string; token: string; phoneNumberId: string }

/** Meta's errors that pass by themselves: too many at once, too many to one number, out of order. */
const PASSING = new Set([1, 2, 4, 80_007, 130_429, 131_000, 131_016, 131_048, 131_056, 133_004])
/** The token or the account is at fault: ours to mend, and the messages are good. */
const OURS = new Set([0, 10, 190, 131_031, 131_042])

/**
 * WhatsApp's Cloud API (developers.facebook.com, messages). `link` makes the address from which Meta takes a message's
 * document. Each message carries its id, which Meta's reports bring back even if its answer was lost.
 */
export function graph(
  { graphUrl, token, phoneNumberId }: GraphAccess,
  link: (messageId: string) => string,
): MessageProvider {
  return {
    async send(message) {
      const content = message.content ?? { type: 'text', body: message.text }
      if (contentFaults(content).length > 0) return { outcome: 'REFUSED', reason: 'LIMITS' }
      const body = {
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: `91${message.to}` },
        biz_opaque_callback_data: message.id,
        ...contentBody(content, () => link(message.id)),
      }
      const headers = { Authorization: `Bearer ${token}` }
      return callProvider(`${graphUrl}/${phoneNumberId}/messages`, { headers, body }, read)
    },
  }
}

function contentBody(content: WhatsAppContent, link: () => string): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.body, preview_url: false } }
    case 'document': {
      const { filename, caption } = content
      return { type: 'document', document: { link: link(), filename, ...(caption && { caption }) } }
    }
    case 'image':
      return { type: 'image', image: { link: link(), ...(content.caption && { caption: content.caption }) } }
    case 'buttons': {
      const buttons = content.buttons.map((reply) => ({ type: 'reply', reply }))
      return { type: 'interactive', interactive: { type: 'button', body: { text: content.body }, action: { buttons } } }
    }
    case 'list': {
      const action = { button: content.button, sections: content.sections }
      return { type: 'interactive', interactive: { type: 'list', body: { text: content.body }, action } }
    }
    case 'template':
      return { type: 'template', template: templateBody(content, link) }
  }
}

function templateBody(
  { name, language, body, document, urlSuffix }: Extract<WhatsAppContent, { type: 'template' }>,
  link: () => string,
) {
  const values = (texts: string[]) => texts.map((text) => ({ type: 'text', text }))
  const header = document && { type: 'document', document: { link: link(), filename: document.filename } }
  const components = [
    ...(header ? [{ type: 'header', parameters: [header] }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: values(body) }] : []),
    ...(urlSuffix ? [{ type: 'button', sub_type: 'url', index: '0', parameters: values([urlSuffix]) }] : []),
  ]
  return { name, language: { code: language }, components }
}

type Answer = { messages?: { id?: unknown }[]; error?: { code?: unknown } }

function read(status: number, answer: unknown): SendOutcome {
  const { messages, error } = (answer ?? {}) as Answer
  const id = messages?.[0]?.id
  if (status === 200) return typeof id === 'string' ? { outcome: 'ACCEPTED', providerId: id } : unclear('ANSWER')
  const code = typeof error?.code === 'number' ? error.code : null
  if (code === null) return status >= 500 ? unclear(`STATUS_${status}`) : refusal(status, `STATUS_${status}`)
  if (PASSING.has(code) || OURS.has(code)) return { outcome: 'LATER', reason: `META_${code}` }
  return refusal(status, `META_${code}`)
}

const unclear = (reason: string): SendOutcome => ({ outcome: 'UNCLEAR', reason })

const refusal = (status: number, reason: string): SendOutcome =>
  status === 429 || status === 401 ? { outcome: 'LATER', reason } : { outcome: 'REFUSED', reason }
