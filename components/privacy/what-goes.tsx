import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What an erasure takes away, and what it leaves and why: `docs/privacy/data-classes.json` in plain words. */
const LISTS = {
  goes: ['login', 'messages', 'complaints', 'links'],
  stays: ['supply', 'money', 'history'],
} as const

/** Plain lists, one below the other, so that nobody is surprised afterwards. */
export function WhatGoes({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'privacy')
  return Object.entries(LISTS).map(([part, items]) => (
    <Card key={part} title={t(`${part}Title`)}>
      <ul className="list-disc space-y-2 ps-5">
        {items.map((item) => (
          <li key={item}>{t(`${part}_${item}`)}</li>
        ))}
      </ul>
    </Card>
  ))
}
