import type { WhatsAppContent } from '../whatsapp/content.ts'

/** The whole of a reply in plain words, for where lists and buttons do not exist. */
export function plainText(content: WhatsAppContent): string {
  switch (content.type) {
    case 'text':
      return content.body
    case 'document':
    case 'image':
      return content.caption ?? ''
    case 'buttons':
      return [content.body, content.buttons.map(({ title }) => `[${title}]`).join(' ')].join('\n')
    case 'list': {
      const rows = content.sections.flatMap((section) => section.rows)
      return [content.body, ...rows.map(({ title }) => `• ${title}`)].join('\n')
    }
    case 'template':
      return content.body.join(' ')
  }
}
