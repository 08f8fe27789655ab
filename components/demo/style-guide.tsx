import { Alert } from '#components/ui/alert.tsx'
import { AsOf } from '#components/ui/as-of.tsx'
import { Badge, type BadgeKind } from '#components/ui/badge.tsx'
import { LinkButton, SubmitButton } from '#components/ui/button.tsx'
import { Card, Columns } from '#components/ui/card.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { Field } from '#components/ui/field.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Steps of type from large to small; whole class names, which Tailwind looks for in the sources. */
const STEPS = ['text-figure', 'text-h1', 'text-h2', 'text-value', 'text-label', 'text-body', 'text-small', 'text-fine']
const COLOURS = {
  primary: 'bg-primary',
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  bar: 'bg-bar',
  estimate: 'bg-bar-est',
  over: 'bg-bar-over',
  outage: 'bg-outage',
}
const STATES: BadgeKind[] = ['ok', 'warn', 'bad', 'info', 'quiet']
const ICONS: IconName[] = ['home', 'bars', 'gauge', 'pulse', 'receipt', 'rupee', 'chat', 'person', 'help', 'qr']

/** The parts that pages are made of, each once, in the reader's language and theme. */
export function StyleGuide({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'demo')
  const amount = t('styleSample')
  return (
    <>
      <Card title={t('styleType')}>
        {STEPS.map((step) => (
          <p key={step} className={step}>
            {amount}
          </p>
        ))}
      </Card>
      <Card title={t('styleColours')}>
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
          {Object.entries(COLOURS).map(([name, ground]) => (
            <li key={name} className="flex items-center gap-2 text-small">
              <span className={`size-8 shrink-0 rounded-lg border border-line ${ground}`} />
              {t(`styleColour_${name}`)}
            </li>
          ))}
        </ul>
      </Card>
      <Columns>
        <Card title={t('styleButtons')}>
          <div className="grid gap-3">
            <LinkButton href="#style">{t('styleFilled')}</LinkButton>
            <LinkButton href="#style" look="outlined">
              {t('styleOutlined')}
            </LinkButton>
            <LinkButton href="#style" look="text">
              {t('styleText')}
            </LinkButton>
            <Segments
              label={t('styleButtons')}
              segments={[
                { href: '#style', label: t('styleFilled'), current: true },
                { href: '#style', label: t('styleText'), current: false },
              ]}
            />
          </div>
        </Card>
        <Card title={t('styleFields')}>
          <form action="#style" className="grid gap-4">
            <Field name="right" label={t('styleField')} hint={t('styleHint')} inputMode="decimal" unit="kW" />
            <Field name="wrong" label={t('styleField')} error={t('styleWrong')} defaultValue="12" />
            <CheckBox name="agree" value="yes">
              {t('styleBox')}
            </CheckBox>
            <SubmitButton>{t('styleFilled')}</SubmitButton>
          </form>
        </Card>
      </Columns>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={[{ field: 'wrong', message: t('styleWrong') }]}
      />
      <Card title={t('styleStates')}>
        <p className="mb-3 flex flex-wrap gap-2">
          {STATES.map((kind) => (
            <Badge key={kind} kind={kind}>
              {t(`styleState_${kind}`)}
            </Badge>
          ))}
        </p>
        <div className="grid gap-3">
          {(['info', 'ok', 'warn', 'bad'] as const).map((kind) => (
            <Alert key={kind} kind={kind} lead={t(`styleState_${kind}`)}>
              {t(`styleAlert_${kind}`)}
            </Alert>
          ))}
        </div>
      </Card>
      <Card title={t('styleFigures')}>
        <StatTiles>
          <StatTile
            label={t('styleTile')}
            value="6.2"
            unit={textsFor(locale, 'common')('units')}
            note={t('styleNote')}
          />
          <StatTile label={t('styleTile')} value="₹1,043.05" note={t('styleNote')} />
        </StatTiles>
        <DefinitionList
          rows={[
            { label: t('styleTile'), value: '₹1,143.05' },
            { label: t('styleNote'), value: '−₹100.00', tone: 'ok' },
            { label: t('styleTotal'), value: '₹1,043.05', tone: 'total' },
          ]}
        />
        <AsOf>{t('styleAsOf')}</AsOf>
      </Card>
      <Card title={t('styleIcons')}>
        <ul className="flex flex-wrap gap-4 text-small">
          {ICONS.map((name) => (
            <li key={name} className="flex items-center gap-1.5">
              <Icon name={name} className="size-5 text-primary" />
              {t(`styleIcon_${name}`)}
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
