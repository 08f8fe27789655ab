import { LinkButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentLocale } from './locale.ts'

/** Says the same for what does not exist and for what belongs to somebody else. */
export default async function NotFound() {
  const locale = await currentLocale()
  const t = textsFor(locale, 'states')
  return (
    <main id="main" className="mx-auto grid max-w-160 justify-items-start gap-4 px-4 py-12">
      <h1 className="text-h1">{t('notFound')}</h1>
      <p>{t('notFoundText')}</p>
      <LinkButton href="/">{textsFor(locale, 'common')('back_home')}</LinkButton>
    </main>
  )
}
