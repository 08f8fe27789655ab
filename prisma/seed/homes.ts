import type { IstDay } from '#lib/units/ist.ts'

/** When a home pays its bills, on which day of the month in which the bill comes. */
export type PayingHabit = 'PROMPT' | 'BY_DUE' | 'LATE' | 'HALF' | 'STOPPED' | 'NEVER'

/** A connection of the demo. Names, numbers and places are invented; readings are generated from the units a month. */
export type DemoHome = {
  consumerNo: string
  name: string
  mobile: string
  address: string
  category: string
  mode?: 'PREPAID'
  loadKw: string
  phase?: 'THREE'
  meterNo: string
  subdivision: string
  connectedOn: string
  depositRupees: number
  /** kWh of January to December, varied a little from year to year. */
  units: readonly number[]
  /** The least kWh that a month comes to. */
  atLeast?: number
  /** Its highest demand as a share of the sanctioned load; days above that load are apart. */
  mostOfLoad?: number
  /** Days on which the demand passes the sanctioned load. */
  exceeds?: (month: number, day: number) => boolean
  /** Days whose reading never arrives. */
  missing?: ((month: number, day: number) => boolean) | undefined
  /** Somebody reads its register once a month, and the utility's own billing bills it. */
  hasNoSmartMeter?: true
  /** Of such a home, the months in which nobody came. */
  unread?: (month: number) => boolean
  /** Days that the sender estimates. */
  estimated?: (month: number, day: number) => boolean
  /** At the end of a long line: too low on some evenings, too high on some nights. */
  hasPoorVoltage?: true
  /** Of a day whose reading never arrives, the first blocks did. */
  sendsBefore?: (on: IstDay) => boolean
  /** Days on which the meter's blocks add up to less than its register. */
  contradicts?: (on: IstDay) => boolean
  pays: PayingHabit
}

const COOL = [0.92, 0.84, 0.88, 1.05, 1.26, 1.3, 1.18, 1.12, 1.02, 0.86, 0.84, 0.93]
const yearRound = (mean: number) => COOL.map((factor) => Math.round(mean * factor))

/** Who has never logged in: Home shows her round. Everybody else of the demo has been here before. */
export const NEWCOMER = '9000001041'

/** The demo's homes: one of each kind that the portal must show well. */
export const DEMO_HOMES: readonly DemoHome[] = [
  {
    // Just above the limit of free units, so that there is always a bill to try paying with.
    ...{ consumerNo: '100044280028', name: 'आशा कुमारी', mobile: '9000000028', address: '12, नमूना नगर, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '2', meterNo: 'DM0028', subdivision: 'Kokar', connectedOn: '2018-01-15' },
    units: [206, 196, 203, 231, 266, 279, 258, 246, 226, 195, 214, 212],
    ...{ atLeast: 201, depositRupees: 2000, hasPoorVoltage: true, pays: 'BY_DUE' },
    // Two months of each financial year: one short of what lets the utility raise a load.
    exceeds: (month, day) => (month === 6 || month === 11) && [8, 9, 15].includes(day),
  },
  {
    ...{ consumerNo: '100044280031', name: 'सुनील मुंडा', mobile: '9000001031', address: '8, नमूना नगर, राँची' },
    ...{ category: 'DS_URBAN', mode: 'PREPAID', loadKw: '3', meterNo: 'DM0031', subdivision: 'Kokar' },
    ...{ connectedOn: '2019-03-02', units: yearRound(265), depositRupees: 0, pays: 'NEVER' },
  },
  {
    ...{ consumerNo: '100044280033', name: 'ज्योति नमूना स्टोर', mobile: '9000001033', address: '3, बाज़ार चौक, राँची' },
    ...{ category: 'CS_URBAN', loadKw: '5', phase: 'THREE', meterNo: 'DM0033', subdivision: 'Doranda' },
    // Less would do, and its fixed charge goes by the load.
    ...{ connectedOn: '2016-07-20', units: yearRound(540), depositRupees: 9000, pays: 'STOPPED', mostOfLoad: 0.78 },
  },
  {
    ...{ consumerNo: '100044280035', name: 'इमरान अंसारी', mobile: '9000001035', address: '41, नमूना कॉलोनी, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '5', meterNo: 'DM0035', subdivision: 'HEC', connectedOn: '2015-11-05' },
    ...{ units: yearRound(510), atLeast: 401, depositRupees: 5000, pays: 'PROMPT' },
  },
  {
    ...{ consumerNo: '100044280037', name: 'मीना टोप्पो', mobile: '9000001037', address: '5, नमूना टोली, राँची' },
    ...{ category: 'DS_RURAL', loadKw: '1', meterNo: 'DM0037', subdivision: 'Tatisilwai', connectedOn: '2020-02-10' },
    ...{ units: yearRound(112), depositRupees: 1000, pays: 'NEVER' },
  },
  {
    ...{ consumerNo: '100044280039', name: 'राजेश महतो', mobile: '9000001039', address: '27, नमूना नगर, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '2', meterNo: 'DM0039', subdivision: 'Kusai', connectedOn: '2017-09-12' },
    units: [196, 181, 188, 199, 212, 216, 205, 201, 198, 193, 197, 199],
    ...{ depositRupees: 2000, pays: 'PROMPT' },
  },
  {
    // One number for two connections: a home, and a pump in the fields.
    ...{ consumerNo: '100044280041', name: 'फातिमा खातून', mobile: '9000001041', address: '9, नमूना टोली, राँची' },
    ...{ category: 'DS_RURAL', loadKw: '2', meterNo: 'DM0041', subdivision: 'Tatisilwai', connectedOn: '2018-06-01' },
    ...{ units: yearRound(148), depositRupees: 1000, pays: 'NEVER' },
  },
  {
    ...{ consumerNo: '100044280042', name: 'फातिमा खातून', mobile: '9000001041', address: 'खेत, नमूना टोली, राँची' },
    ...{ category: 'IAS', loadKw: '2.2', meterNo: 'DM0042', subdivision: 'Tatisilwai', connectedOn: '2021-01-18' },
    units: [260, 280, 320, 240, 150, 60, 30, 30, 60, 160, 240, 270],
    ...{ depositRupees: 1500, pays: 'LATE' },
  },
  {
    // Nobody has linked a number: the page "My number is not linked" is for homes like this.
    ...{ consumerNo: '100044280043', name: 'बुधन उराँव', mobile: '', address: '14, नमूना टोली, राँची' },
    ...{ category: 'DS_RURAL', loadKw: '1', meterNo: 'DM0043', subdivision: 'Ratu Road', connectedOn: '2019-08-22' },
    ...{ units: yearRound(96), depositRupees: 1000, pays: 'NEVER' },
  },
  {
    // Readings with gaps, and days that the sender estimated.
    ...{ consumerNo: '100044280045', name: 'कविता लकड़ा', mobile: '9000001045', address: '30, नमूना नगर, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '3', meterNo: 'DM0045', subdivision: 'Harmu', connectedOn: '2018-12-15' },
    ...{ units: yearRound(236), depositRupees: 3000, pays: 'BY_DUE' },
    missing: (month, day) => day === 13 || day === 14 || (month % 2 === 0 && day === 6),
    sendsBefore: (on) => on.endsWith('-14'),
    estimated: (_, day) => day === 18 || day === 19,
  },
  {
    // In some months most readings fail: their bills are provisional.
    ...{ consumerNo: '100044280047', name: 'सुरेश गोप', mobile: '9000001047', address: '22, नमूना कॉलोनी, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '2', meterNo: 'DM0047', subdivision: 'Lalpur', connectedOn: '2018-03-15' },
    ...{ units: yearRound(228), depositRupees: 2000, pays: 'BY_DUE' },
    missing: (month, day) => month % 3 === 1 && day > 9 && day < 29,
  },
  {
    ...{ consumerNo: '100044280049', name: 'अनिल साहू', mobile: '9000001049', address: '17, नमूना नगर, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '3', meterNo: 'DM0049', subdivision: 'Kokar', connectedOn: '2017-05-30' },
    ...{ units: yearRound(318), depositRupees: 3000, pays: 'HALF' },
    contradicts: (on) => on.endsWith('-11'),
  },
]

/** Homes without a smart meter. */
export const BILLED_HOMES: readonly DemoHome[] = [
  {
    // Around the limit of free units, with a month that was billed on an average.
    ...{ consumerNo: '100044280051', name: 'गणेश नमूना', mobile: '9000001051', address: '6, नमूना चौक, राँची' },
    ...{ category: 'DS_URBAN', loadKw: '2', meterNo: 'DR0051', subdivision: 'Lalpur', connectedOn: '2014-04-21' },
    units: [188, 176, 195, 214, 241, 252, 236, 228, 212, 204, 190, 192],
    ...{ depositRupees: 2000, pays: 'BY_DUE', hasNoSmartMeter: true, unread: (month) => month === 7 },
  },
  {
    ...{ consumerNo: '100044280053', name: 'फूलमनी नमूना', mobile: '9000001053', address: '2, नमूना टोली, राँची' },
    ...{ category: 'DS_RURAL', loadKw: '1', meterNo: 'DR0053', subdivision: 'Ratu Road', connectedOn: '2019-10-08' },
    ...{ units: yearRound(78), depositRupees: 1000, pays: 'NEVER', hasNoSmartMeter: true },
  },
]
