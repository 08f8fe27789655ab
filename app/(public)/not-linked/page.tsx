import { currentLocale } from '#app/locale.ts'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { env } from '#lib/platform/env.ts'

/** What somebody needs whose number is not linked: the most frequent complaint of all. */
export default async function NotLinkedPage() {
  const t = textsFor(await currentLocale(), 'states')
  const { helpline, moreHelplines } = env().discom
  return (
    <div className="mx-auto grid max-w-160 gap-5">
      <h1 className="text-h1">{t('notLinked')}</h1>
      <p>{t('notLinkedLead')}</p>
      <Card title={t('bringTitle')}>
        <ul className="list-disc pl-5">
          {['bringBill', 'bringPhone', 'bringPaper'].map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </Card>
      <Card title={t('whereTitle')}>
        <p>{t('whereText')}</p>
        <p className="mt-2">{t('helplineText', { helpline, more: moreHelplines })}</p>
      </Card>
    </div>
  )
}
