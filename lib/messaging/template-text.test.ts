import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
import { HOSTILE_NAMES } from '#lib/units/test-hostile-names.ts'
import { templateTable } from './template-table.ts'
import { templateText, templateWording } from './template-text.ts'
import { TEMPLATES } from './templates.ts'
import { contentFaults } from './whatsapp/content.ts'

describe('templates', () => {
  it('say what their approved wording says, with the values put in', () => {
    for (const [name, { namespace, key, values, variant }] of TEMPLATES)
      for (const language of LOCALES) {
        const given = Object.fromEntries(values.map((value, index) => [value, `value ${index}`]))
        const { text, content } = templateText(language, namespace, key, given, variant)
        expect(content).toMatchObject({ name, language })
        expect(
          templateWording(name, language, (index) => content.body[index - 1] ?? '?'),
          name,
        ).toBe(text)
        expect(contentFaults(content), name).toEqual([])
        // Each value that is given is said.
        expect(new Set(content.body), `${name} ${language}`).toEqual(new Set(Object.values(given)))
      }
  })

  it('say 500 hostile names as they are, in text and in value, and each other value too', () => {
    for (const [name, { namespace, key, values, variant }] of TEMPLATES) {
      for (const [index, hostile] of HOSTILE_NAMES.entries()) {
        // Each text with some of the names; over all texts each name is used many times.
        if ((index + name.length) % 9 !== 0) continue
        const given = Object.fromEntries(values.map((value, at) => [value, at === 0 ? hostile : `value ${at}`]))
        const { text, content } = templateText(index % 2 ? 'hi' : 'en', namespace, key, given, variant)
        for (const value of Object.values(given)) {
          expect(text, name).toContain(value)
          expect(content.body, name).toContain(value)
        }
        expect(templateWording(name, content.language, (slot) => content.body[slot - 1] ?? '?')).toBe(text)
      }
    }
  })

  it('are refused for a text that nobody approved', () => {
    expect(() => templateText('hi', 'common', 'title', {})).toThrow('no template')
  })

  it('that go by WhatsApp begin and end with words, as Meta demands', () => {
    const byWhatsApp = [...TEMPLATES.keys()].filter((name) => /^(bills|payments|complaints|notifications)_/.test(name))
    expect(byWhatsApp.length).toBeGreaterThan(0)
    for (const name of byWhatsApp)
      for (const language of LOCALES)
        expect(
          templateWording(name, language, () => '#'),
          name,
        ).not.toMatch(/^#|#$/)
  })

  it('stand in docs/integrate.md as they are, ready to be approved', () => {
    const file = path.join(import.meta.dirname, '../../docs/integrate.md')
    const isListed = fs.readFileSync(file, 'utf8').includes(templateTable())
    expect(isListed, 'put what `npm run -s templates` prints into docs/integrate.md').toBe(true)
  })
})
