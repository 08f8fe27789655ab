import type { Locale } from '#lib/units/locale.ts'

/**
 * What WhatsApp shows. The `text` of a message is always the whole in plain words besides: for the demo, for the SMS
 * that goes in its place, for the list of notices. Limits: Cloud API reference, messages, 2026.
 */
export type WhatsAppContent =
  | { type: 'text'; body: string }
  /** `path` leads to the document within the portal. */
  | { type: 'document'; path: string; filename: string; caption?: string }
  | { type: 'image'; path: string; caption?: string }
  | { type: 'buttons'; body: string; buttons: Choice[] }
  | { type: 'list'; body: string; button: string; sections: { title: string; rows: ListRow[] }[] }
  | Template

/** An approved text and its values: by WhatsApp outside the day after somebody wrote, and by SMS always (DLT). */
export type Template = {
  type: 'template'
  name: string
  language: Locale
  body: string[]
  document?: { path: string; filename: string }
  /** What follows the fixed address of its button. */
  urlSuffix?: string
}

export type Choice = { id: string; title: string }
export type ListRow = Choice & { description?: string }

const TEXT = 4096
const CAPTION = 1024
const BUTTONS_BODY = 1024
const BUTTONS = 3
const BUTTON_TITLE = 20
const BUTTON_ID = 256
const ROWS = 10
const SECTION_TITLE = 24
const ROW_TITLE = 24
const ROW_DESCRIPTION = 72
const ROW_ID = 200
const FILENAME = 240

/** Faults against those limits, in words; none: it may be sent. Characters are counted as code points, not as bytes. */
export function contentFaults(content: WhatsAppContent): string[] {
  const faults: string[] = []
  const check = (what: string, text: string | undefined, most: number, least = 1) => {
    if (text === undefined) return
    const length = [...text].length
    if (length < least || length > most) faults.push(`${what} has ${length} characters, not ${least} to ${most}`)
  }
  const checkCount = (what: string, count: number, most: number) => {
    if (count < 1 || count > most) faults.push(`${count} ${what}, not 1 to ${most}`)
  }
  const checkIds = (choices: readonly Choice[]) => {
    if (new Set(choices.map(({ id }) => id)).size !== choices.length) faults.push('two choices with one id')
  }
  switch (content.type) {
    case 'text':
      check('the text', content.body, TEXT)
      break
    case 'document':
      check('the file name', content.filename, FILENAME)
      check('the caption', content.caption, CAPTION)
      break
    case 'image':
      check('the caption', content.caption, CAPTION)
      break
    case 'buttons':
      check('the text', content.body, BUTTONS_BODY)
      checkCount('buttons', content.buttons.length, BUTTONS)
      checkIds(content.buttons)
      for (const { id, title } of content.buttons) {
        check('a button', title, BUTTON_TITLE)
        check("a button's id", id, BUTTON_ID)
      }
      break
    case 'list': {
      const rows = content.sections.flatMap((section) => section.rows)
      check('the text', content.body, TEXT)
      check('the button', content.button, BUTTON_TITLE)
      checkCount('rows', rows.length, ROWS)
      checkIds(rows)
      for (const section of content.sections) {
        // A title may be left out only where there is no second section.
        check("a section's title", section.title, SECTION_TITLE, content.sections.length > 1 ? 1 : 0)
        checkCount('rows of a section', section.rows.length, ROWS)
      }
      for (const { id, title, description } of rows) {
        check('a row', title, ROW_TITLE)
        check("a row's description", description, ROW_DESCRIPTION)
        check("a row's id", id, ROW_ID)
      }
      break
    }
    case 'template':
      if (!/^[a-z0-9_]{1,512}$/.test(content.name)) faults.push(`${content.name} is no name of a template`)
      for (const value of content.body) {
        check('a value', value, CAPTION)
        // Meta refuses these in values.
        if (/[\n\t]| {5}/.test(value)) faults.push('a value with line breaks, tabs or five spaces')
      }
      if (content.document) check('the file name', content.document.filename, FILENAME)
  }
  return faults
}
