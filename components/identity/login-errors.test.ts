import { expect, test } from 'vitest'
import { linkError } from '#components/linking/link-errors.ts'
import { quickPayError } from '#components/quick-pay/quick-pay-errors.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { codeError, nameError } from './login-errors.ts'

test.each([
  ['hi', 'अभी बहुत लोग कोड मँगा रहे हैं। एक मिनट बाद फिर कोशिश करें।'],
  ['en', 'Very many people are asking for codes now. Try again in a minute.'],
] as const)(
  'whoever asks in a minute whose codes are sent is told when to try again, at each door: %s',
  (locale, message) => {
    const t = textsFor(locale, 'login')
    expect(nameError(t, 'busy', undefined)).toBe(message)
    expect(codeError(t, 'busy', 5)).toBe(message)
    expect(quickPayError('busy', locale)).toEqual({ field: 'see-bill', message })
    expect(linkError(textsFor(locale, 'link'), 'busy')).toEqual({ field: 'meterNo', message })
  },
)
