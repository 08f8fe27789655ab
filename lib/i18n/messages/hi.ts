import about from './hi/about.json' with { type: 'json' }
import audit from './hi/audit.json' with { type: 'json' }
import away from './hi/away.json' with { type: 'json' }
import bills from './hi/bills.json' with { type: 'json' }
import calculator from './hi/calculator.json' with { type: 'json' }
import campaigns from './hi/campaigns.json' with { type: 'json' }
import camps from './hi/camps.json' with { type: 'json' }
import chat from './hi/chat.json' with { type: 'json' }
import check from './hi/check.json' with { type: 'json' }
import common from './hi/common.json' with { type: 'json' }
import compare from './hi/compare.json' with { type: 'json' }
import complaints from './hi/complaints.json' with { type: 'json' }
import confirm from './hi/confirm.json' with { type: 'json' }
import consumption from './hi/consumption.json' with { type: 'json' }
import data from './hi/data.json' with { type: 'json' }
import day from './hi/day.json' with { type: 'json' }
import demo from './hi/demo.json' with { type: 'json' }
import desk from './hi/desk.json' with { type: 'json' }
import device from './hi/device.json' with { type: 'json' }
import estimate from './hi/estimate.json' with { type: 'json' }
import failure from './hi/failure.json' with { type: 'json' }
import glossary from './hi/glossary.json' with { type: 'json' }
import guide from './hi/guide.json' with { type: 'json' }
import help from './hi/help.json' with { type: 'json' }
import home from './hi/home.json' with { type: 'json' }
import inbox from './hi/inbox.json' with { type: 'json' }
import incoming from './hi/incoming.json' with { type: 'json' }
import instalments from './hi/instalments.json' with { type: 'json' }
import landing from './hi/landing.json' with { type: 'json' }
import link from './hi/link.json' with { type: 'json' }
import load from './hi/load.json' with { type: 'json' }
import login from './hi/login.json' with { type: 'json' }
import notices from './hi/notices.json' with { type: 'json' }
import notifications from './hi/notifications.json' with { type: 'json' }
import number from './hi/number.json' with { type: 'json' }
import offline from './hi/offline.json' with { type: 'json' }
import pamphlet from './hi/pamphlet.json' with { type: 'json' }
import passkeys from './hi/passkeys.json' with { type: 'json' }
import payments from './hi/payments.json' with { type: 'json' }
import pdf from './hi/pdf.json' with { type: 'json' }
import prepaid from './hi/prepaid.json' with { type: 'json' }
import privacy from './hi/privacy.json' with { type: 'json' }
import profile from './hi/profile.json' with { type: 'json' }
import quality from './hi/quality.json' with { type: 'json' }
import quickpay from './hi/quickpay.json' with { type: 'json' }
import recheck from './hi/recheck.json' with { type: 'json' }
import settings from './hi/settings.json' with { type: 'json' }
import sms from './hi/sms.json' with { type: 'json' }
import statement from './hi/statement.json' with { type: 'json' }
import states from './hi/states.json' with { type: 'json' }
import status from './hi/status.json' with { type: 'json' }
import tariffs from './hi/tariffs.json' with { type: 'json' }
import tokens from './hi/tokens.json' with { type: 'json' }
import validation from './hi/validation.json' with { type: 'json' }
import year from './hi/year.json' with { type: 'json' }

/** The texts in Hindi, one file a domain. */
export const hi = {
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
