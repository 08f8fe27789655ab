import type { ReactNode } from 'react'
import { Name } from '#components/ui/name.tsx'
import type { Locale } from '#lib/units/locale.ts'

/** Somebody by name, with a quieter line below. */
export function PersonCell({ name, below, locale }: { name: string; below: ReactNode; locale: Locale }) {
  return (
    <>
      <Name locale={locale}>{name}</Name>
      <span className="block text-fine font-normal text-text-2">{below}</span>
    </>
  )
}
