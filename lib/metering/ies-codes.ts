/**
 * India Energy Stack, MeterData 0.6: how its files name the quantities that this portal reads or writes. A file may use
 * the short code or the OBIS code. Whatever stands nowhere here the portal has no place for.
 */
export type IesQuantity =
  | 'ENERGY_BLOCK'
  | 'APPARENT_BLOCK'
  | 'ENERGY_REGISTER'
  | 'APPARENT_REGISTER'
  | 'MAX_DEMAND'
  | 'VOLTAGE'
  | 'CURRENT'
  | 'POWER_FACTOR'
  | 'FREQUENCY'
export type IesMode = 'READING' | 'USAGE'
export type IesCode = {
  quantity: IesQuantity
  shortCode: string
  obis: string
  name: string
  /** The schema's word for the unit. */
  unit: 'kWh' | 'kVAh' | 'kW' | 'V' | 'A' | 'Hz' | 'PF'
  flowDirection: 'IMPORT' | 'NONE'
  /** A register that only grows, or what passed within an interval; what holds where a descriptor does not say. */
  defaultMode: IesMode
}

export const IES_CODES: readonly IesCode[] = [
  code('ENERGY_BLOCK', 'kWh imp block', '1.0.1.29.0.255', 'Active energy import - block incremental (kWh)', 'kWh'),
  code(
    'APPARENT_BLOCK',
    'kVAh imp block',
    '1.0.9.29.0.255',
    'Apparent energy import - block incremental (kVAh)',
    'kVAh',
  ),
  code('ENERGY_REGISTER', 'kWh imp', '1.0.1.8.0.255', 'Active energy import - cumulative (kWh)', 'kWh', 'READING'),
  code(
    'APPARENT_REGISTER',
    'kVAh imp',
    '1.0.9.8.0.255',
    'Apparent energy import - cumulative (kVAh)',
    'kVAh',
    'READING',
  ),
  code('MAX_DEMAND', 'MD kW', '1.0.1.6.0.255', 'Maximum demand (kW) - current billing period', 'kW'),
  code('VOLTAGE', 'V_1P', '1.0.12.7.0.255', 'Voltage 1P', 'V', 'READING', 'NONE'),
  code('CURRENT', 'I_Phase', '1.0.11.7.0.255', 'Phase current', 'A', 'READING', 'NONE'),
  code('POWER_FACTOR', 'PF_3P', '1.0.13.7.0.255', 'Power factor 3-phase', 'PF', 'READING', 'NONE'),
  code('FREQUENCY', 'Freq', '1.0.14.7.0.255', 'Frequency', 'Hz', 'READING', 'NONE'),
]

const BY_NAME = new Map(IES_CODES.flatMap((one) => [[one.shortCode, one] as const, [one.obis, one] as const]))

/** By short code or OBIS code; undefined for what the portal has no place for. */
export const iesCodeOf = (name: string): IesCode | undefined => BY_NAME.get(name)

/** As short codes are written in a file that the portal makes. */
export const iesCode = (quantity: IesQuantity): IesCode => IES_CODES.find((one) => one.quantity === quantity) as IesCode

function code(
  quantity: IesQuantity,
  shortCode: string,
  obis: string,
  name: string,
  unit: IesCode['unit'],
  defaultMode: IesMode = 'USAGE',
  flowDirection: IesCode['flowDirection'] = 'IMPORT',
): IesCode {
  return { quantity, shortCode, obis, name, unit, flowDirection, defaultMode }
}
