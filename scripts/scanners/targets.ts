import type { ScannedAs } from './visitor.ts'

/** A request whose marked (`*`) or listed parameters sqlmap tries. */
export type Target = {
  who: 'nobody' | 'consumer' | 'program' | 'officer'
  path: string
  form?: string
  json?: string
  /** Which parameters; all of them without it. */
  only?: string
  /** Seconds between two requests, where the portal counts them. */
  delay?: number
}

/** The desk, a consumer's pages, the public forms and the read API: where what somebody typed may reach a statement. */
export function targets({ home, bill }: ScannedAs): Target[] {
  const connection = home.slice(3)
  const input = { category: 'DS_URBAN', from: '2026-10-01', to: '2026-10-31', units: '100', sanctionedLoadKw: '2' }
  return [
    // Logins end by resting, an officer's after a quarter of an hour: what needs one comes first.
    { who: 'officer', path: '/api/desk/search', form: 'number=123456789' },
    { who: 'officer', path: `/desk/connections/${connection}*` },
    { who: 'officer', path: '/api/desk/look', form: `connection=${connection}&reason=OTHER&note=meter` },
    { who: 'officer', path: '/api/desk/audit', form: 'number=123456789&staff=Kokar&day=2026-11-20' },
    { who: 'officer', path: `/desk/audit?staff=${connection}&day=2026-11-20&connection=${connection}` },
    { who: 'officer', path: '/desk/incoming?rule=GAP' },
    { who: 'officer', path: '/api/desk/refunds/decide', form: `refund=${bill}&agree=no` },
    { who: 'consumer', path: `/c/${connection}*/bills` },
    { who: 'consumer', path: `${home}/bills/${bill}*` },
    { who: 'consumer', path: `${home}/consumption?period=2026-10` },
    { who: 'consumer', path: `${home}/payments/statement?year=2026` },
    { who: 'consumer', path: '/api/payments/start', form: `bill=${bill}&key=a1b2c3d4`, only: 'bill,key' },
    { who: 'consumer', path: '/api/family/invite', form: `connection=${connection}&mobile=12` },
    { who: 'nobody', path: '/api/login', form: 'who=9000001037', only: 'who' },
    { who: 'nobody', path: '/api/link', form: 'consumerNo=123456789&mobile=9000000777' },
    { who: 'nobody', path: '/api/quick-pay', form: 'consumerNo=123456789' },
    { who: 'nobody', path: '/api/track', form: 'number=C-2026-000001' },
    { who: 'nobody', path: '/calculator?category=DS_URBAN&units=100&month=2026-10' },
    { who: 'nobody', path: '/api/tariff/calculate', json: JSON.stringify(input), only: 'category,units' },
    { who: 'nobody', path: '/check/x*' },
    { who: 'nobody', path: '/q/x*' },
    { who: 'program', path: `/api/v1/connections/${connection}*/bills`, delay: 0.5 },
    { who: 'program', path: `/api/v1/connections/${connection}/days?from=2026-10-01&to=2026-10-31`, delay: 0.5 },
  ]
}
