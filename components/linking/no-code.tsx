import { textsFor } from '#lib/i18n/texts.ts'
import { linksByOldBill } from '#lib/linking/old-bill.ts'
import type { Locale } from '#lib/units/locale.ts'

/**
 * What to do when no code of linking comes, the same for right and wrong facts, and the way back to them; without an old
 * bill, to the two numbers.
 */
export function NoCode({ title, text, locale }: { title: string; text: string; locale: Locale }) {
  const t = textsFor(locale, 'link')
  return (
    <section aria-label={title} className="border-t border-line pt-4">
      <h2 className="text-label">{t('noCodeLead')}</h2>
      <p className="text-text-2">{text}</p>
      <a href={linksByOldBill() ? '/link/bill' : '/link'} className="link inline-flex min-h-11 items-center">
        {t('noCodeLink')}
      </a>
    </section>
  )
}
