import { describe, expect, it } from 'vitest'
import { LOCALES } from '#lib/units/locale.ts'
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

  it('are refused for a text that nobody approved', () => {
    expect(() => templateText('hi', 'common', 'title', {})).toThrow('no template')
  })
})
