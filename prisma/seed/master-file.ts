import type { DemoHome } from './homes.ts'

const COLUMNS: Record<string, (home: DemoHome) => string> = {
  consumer_no: (home) => home.consumerNo,
  name: (home) => home.name,
  mobile: (home) => home.mobile,
  address: (home) => home.address,
  category: (home) => home.category,
  mode: (home) => home.mode ?? 'POSTPAID',
  sanctioned_load_kw: (home) => home.loadKw,
  phase: (home) => home.phase ?? 'SINGLE',
  meter_no: (home) => home.meterNo,
  meter_interval_minutes: (home) => (home.hasNoSmartMeter ? '' : '30'),
  subdivision: (home) => home.subdivision,
  feeder: (home) => `F-${home.meterNo.slice(-2)}`,
  connected_on: (home) => home.connectedOn,
  security_deposit_rupees: (home) => String(home.depositRupees),
}

/** Homes as a utility's master file would list them. */
export function masterFile(homes: readonly DemoHome[]): string {
  const cells = (read: (column: string) => string) =>
    Object.keys(COLUMNS)
      .map((column) => `"${read(column)}"`)
      .join(',')
  const rows = homes.map((home) => cells((column) => COLUMNS[column]?.(home) ?? ''))
  return [cells((column) => column), ...rows, ''].join('\n')
}
