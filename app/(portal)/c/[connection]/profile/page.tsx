import { portalPage } from '#app/portal-page.ts'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatKw } from '#lib/units/energy.ts'

/** What the utility has on record about this connection. */
export default async function ProfilePage({ params }: { params: Promise<{ connection: string }> }) {
  const { connection, locale } = await portalPage(params)
  const t = textsFor(locale, 'profile')
  return (
    <div className="grid gap-5">
      <h1 className="text-h1">{t('title')}</h1>
      <Card title={t('connection')}>
        <DefinitionList
          rows={[
            { label: t('name'), value: connection.holderName },
            { label: t('consumerNo'), value: connection.consumerNo },
            {
              label: t('category'),
              value: t('categoryName', { category: connection.category, code: connection.category }),
            },
            { label: t('mode'), value: t('modeName', { mode: connection.mode }) },
            { label: t('sanctionedLoad'), value: formatKw(connection.sanctionedLoadW) },
            { label: t('phase'), value: t('phaseName', { phase: connection.phase }) },
            { label: t('subdivision'), value: connection.subdivision },
          ]}
        />
      </Card>
      <form method="post" action="/api/logout" className="flex flex-wrap gap-3">
        <SubmitButton look="outlined" name="where" value="here">
          {textsFor(locale, 'common')('logOut')}
        </SubmitButton>
        <SubmitButton look="text" name="where" value="everywhere">
          {t('logOutEverywhere')}
        </SubmitButton>
      </form>
    </div>
  )
}
