import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { DeviceCard } from '#components/camps/device/device-card.tsx'
import { deviceTexts } from '#components/camps/device/device-texts.ts'
import { SetUpDevice } from '#components/camps/device/set-up-device.tsx'
import { FiguresLine } from '#components/camps/figures-line.tsx'
import { QueueCard } from '#components/camps/queue-card.tsx'
import { deskRefusalsNamed, IntakeForm } from '#components/inbox/intake-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { type CampAtWork, getOfficeCamp } from '#lib/camps/get-office-camp.ts'
import { complaintCatalogue } from '#lib/complaints/catalogue.ts'
import { getDeskDraft } from '#lib/complaints/desk-draft.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import { formatDay } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

type Query = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ camp: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'camps')('deskTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** A camp's day for those who work at it: the queue, taking complaints down, the day's figures. */
export default async function CampPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('camp.serve')
  const query = await searchParams
  const word = (name: string) => [query[name]].flat()[0] ?? ''
  const camp = await getOfficeCamp(services, actor, { campDayId: (await params).camp, takenId: word('taken') })
  if (!camp) notFound()
  const draft = await getDeskDraft(services, actor, word('draft'))
  const t = textsFor(locale, 'camps')
  const { replies, categories } = complaintCatalogue()
  const texts = deviceTexts(locale)
  return (
    <Stack>
      <Done query={word} camp={camp} locale={locale} />
      <div>
        <BackLink href="/desk/camps">{t('deskTitle')}</BackLink>
        <PageTitle>{`${inLanguage(camp.place, locale)}, ${formatDay(camp.heldOn, locale)}`}</PageTitle>
      </div>
      <p className="-my-2">
        <a href="/desk/search" className="link inline-flex min-h-11 items-center">
          {textsFor(locale, 'desk')('linkNow')}
        </a>
      </p>
      {camp.isCancelled ? (
        <Alert kind="info">{t('cancelledDone')}</Alert>
      ) : (
        <>
          {camp.isToday && <QueueCard camp={camp} locale={locale} />}
          <IntakeForm
            formKey={draft?.id ?? randomUUID()}
            draft={draft}
            categories={categories}
            subdivisions={[camp.subdivision, ...actor.subdivisions.filter((name) => name !== camp.subdivision)]}
            camp={{ id: camp.id, replies }}
            refusals={deskRefusalsNamed(query.error)}
            locale={locale}
          />
          <DeviceCard locale={locale}>
            <SetUpDevice
              staffId={actor.staffId}
              camp={{ id: camp.id, place: camp.place, heldOn: camp.heldOn, subdivision: camp.subdivision }}
              texts={texts}
              button={<SubmitButton look="outlined">{texts.setUp}</SubmitButton>}
              failed={<Alert kind="bad" status lead={texts.failed} />}
              locale={locale}
            />
          </DeviceCard>
        </>
      )}
      <Card title={t('dayFigures')}>
        <FiguresLine figures={camp.figures} locale={locale} />
      </Card>
      {mayRole(actor.role, 'camp.manage') && !camp.isCancelled && (
        <form method="post" action="/api/desk/camps/cancel">
          <input type="hidden" name="camp" value={camp.id} />
          <SubmitButton look="text">{t('cancel')}</SubmitButton>
        </form>
      )}
    </Stack>
  )
}

/** What was just done: a token given or called, a complaint taken down with its slip. */
function Done({ query, camp, locale }: { query: (name: string) => string; camp: CampAtWork; locale: Locale }) {
  const { takenNumber, takenConnectionId } = camp
  const t = textsFor(locale, 'camps')
  if (takenNumber)
    return (
      <Alert kind="ok" status lead={t('taken', { number: takenNumber })}>
        <a href={`/desk/complaints/${query('taken')}/slip`}>{t('slip')}</a> ·{' '}
        <a href={`/desk/complaints/${query('taken')}`}>{t('openThread')}</a>
        {takenConnectionId && (
          <>
            {' · '}
            <a href={`/desk/connections/${takenConnectionId}/link`}>{textsFor(locale, 'desk')('linkNow')}</a>
          </>
        )}
      </Alert>
    )
  const [gave, called] = [query('gave'), query('called')]
  if (/^\d{1,6}$/.test(gave)) return <Alert kind="ok" status lead={t('gave', { number: gave })} />
  if (/^\d{1,6}$/.test(called)) return <Alert kind="ok" status lead={t('called', { number: called })} />
  return called === 'nobody' ? <Alert kind="info" status lead={t('calledNone')} /> : null
}
