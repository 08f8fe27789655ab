import about from './en/about.json' with { type: 'json' }
import audit from './en/audit.json' with { type: 'json' }
import away from './en/away.json' with { type: 'json' }
import bills from './en/bills.json' with { type: 'json' }
import calculator from './en/calculator.json' with { type: 'json' }
import campaigns from './en/campaigns.json' with { type: 'json' }
import camps from './en/camps.json' with { type: 'json' }
import chat from './en/chat.json' with { type: 'json' }
import check from './en/check.json' with { type: 'json' }
import common from './en/common.json' with { type: 'json' }
import compare from './en/compare.json' with { type: 'json' }
import complaints from './en/complaints.json' with { type: 'json' }
import confirm from './en/confirm.json' with { type: 'json' }
import consumption from './en/consumption.json' with { type: 'json' }
import data from './en/data.json' with { type: 'json' }
import day from './en/day.json' with { type: 'json' }
import demo from './en/demo.json' with { type: 'json' }
import desk from './en/desk.json' with { type: 'json' }
import device from './en/device.json' with { type: 'json' }
import estimate from './en/estimate.json' with { type: 'json' }
import failure from './en/failure.json' with { type: 'json' }
import glossary from './en/glossary.json' with { type: 'json' }
import guide from './en/guide.json' with { type: 'json' }
import help from './en/help.json' with { type: 'json' }
import home from './en/home.json' with { type: 'json' }
import inbox from './en/inbox.json' with { type: 'json' }
import incoming from './en/incoming.json' with { type: 'json' }
import instalments from './en/instalments.json' with { type: 'json' }
import landing from './en/landing.json' with { type: 'json' }
import link from './en/link.json' with { type: 'json' }
import load from './en/load.json' with { type: 'json' }
import login from './en/login.json' with { type: 'json' }
import notices from './en/notices.json' with { type: 'json' }
import notifications from './en/notifications.json' with { type: 'json' }
import number from './en/number.json' with { type: 'json' }
import offline from './en/offline.json' with { type: 'json' }
import pamphlet from './en/pamphlet.json' with { type: 'json' }
import passkeys from './en/passkeys.json' with { type: 'json' }
import payments from './en/payments.json' with { type: 'json' }
import pdf from './en/pdf.json' with { type: 'json' }
import prepaid from './en/prepaid.json' with { type: 'json' }
import privacy from './en/privacy.json' with { type: 'json' }
import profile from './en/profile.json' with { type: 'json' }
import quality from './en/quality.json' with { type: 'json' }
import quickpay from './en/quickpay.json' with { type: 'json' }
import recheck from './en/recheck.json' with { type: 'json' }
import settings from './en/settings.json' with { type: 'json' }
import sms from './en/sms.json' with { type: 'json' }
import statement from './en/statement.json' with { type: 'json' }
import states from './en/states.json' with { type: 'json' }
import status from './en/status.json' with { type: 'json' }
import tariffs from './en/tariffs.json' with { type: 'json' }
import tokens from './en/tokens.json' with { type: 'json' }
import validation from './en/validation.json' with { type: 'json' }
import year from './en/year.json' with { type: 'json' }

/** The texts in English, one file a domain. */
export const en = {
  about,
  audit,
  away,
  bills,
  calculator,
  campaigns,
  camps,
  chat,
  check,
  common,
  compare,
  complaints,
  confirm,
  consumption,
  data,
  day,
  demo,
  desk,
  device,
  estimate,
  glossary,
  guide,
  help,
  failure,
  home,
  inbox,
  incoming,
  instalments,
  landing,
  link,
  load,
  login,
  notices,
  notifications,
  number,
  offline,
  pamphlet,
  passkeys,
  payments,
  pdf,
  prepaid,
  privacy,
  profile,
  quality,
  quickpay,
  recheck,
  settings,
  sms,
  statement,
  states,
  status,
  tariffs,
  tokens,
  validation,
  year,
} as const
