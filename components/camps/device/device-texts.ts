import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

const KEYS = [
  'lead',
  'keeps',
  'until',
  'whose',
  'setUp',
  'isSetUp',
  'open',
  'end',
  'cannot',
  'failed',
  'notSetUp',
  'notSetUpText',
  'camps',
  'noInternet',
  'noInternetText',
  'entries',
  'unsent',
  'allSent',
  'kept',
  'sentNow',
  'state_WAITING',
  'state_REFUSED',
  'state_SENT',
  'send',
  'logIn',
  'logInText',
  'logInLink',
  'other',
  'otherText',
  'takeOver',
  'takeOverText',
  'takeOverButton',
  'soon',
  'erased',
  'over',
  'overText',
  'lost',
  'mend',
  'mending',
  'throwAway',
  'throwAwayText',
  'throwAwayButton',
  'noLeave',
  'leaveText',
  'waitHere',
  'leave',
  'stay',
  'endText',
  'endButton',
  'back',
  'leftText',
  'left',
  'see',
] as const

export type DeviceTexts = Record<(typeof KEYS)[number], string>

/** What pages say of a device, for scripts that work without a connection: `fill` puts in what only they know. */
export function deviceTexts(locale: Locale): DeviceTexts {
  const t = textsFor(locale, 'device')
  const blanks = { count: '{count}', at: '{at}', number: '{number}' }
  return Object.fromEntries(KEYS.map((key) => [key, t(key, blanks)])) as DeviceTexts
}
