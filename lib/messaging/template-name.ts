import type { Namespace } from '#lib/i18n/messages.ts'

/** `smsDue` of `bills` is `bills_due`; the texts of `sms` need no first word, and a variant is the last. */
export function templateName(namespace: Namespace, key: string, variants: readonly string[] = []): string {
  const words = key
    .replace(/^sms/, '')
    .replaceAll(/([A-Z])/g, '_$1')
    .replace(/^_/, '')
  return [...(namespace === 'sms' ? [] : [namespace]), words, ...variants].join('_').toLowerCase()
}
