'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { canUsePasskeys } from '#lib/identity/passkey-device.ts'

/** What is of use only in a browser that can hold a key; others, and those without a script, are told why nothing is here. */
export function WherePasskeysWork({ cannot, children }: { cannot: string; children: ReactNode }) {
  const [can, setCan] = useState<boolean | null>(null)
  useEffect(() => setCan(canUsePasskeys()), [])
  if (can) return children
  const sentence = <p className="text-text-2">{cannot}</p>
  return can === null ? <noscript>{sentence}</noscript> : sentence
}
