import type { Term } from './glossary-terms.ts'

/** What help a page gives: the text `page_<name>` of the help's messages, and the words of the page that it leads to. */
export type PageHelp = { name: string; terms: readonly Term[] }

/**
 * Help by the address of a page as it is on the disk. Pages that ask the same of their reader share it. Those of the desk lead to
 * no words: on a host of its own (`DESK_HOST`) there is no glossary.
 */
export const PAGE_HELP: Readonly<Record<string, PageHelp>> = {
  '/': { name: 'landing', terms: ['consumerNumber', 'unit'] },
  '/calculator': {
    name: 'calculator',
    terms: ['unit', 'sanctionedLoad', 'fixedCharge', 'energyCharge', 'fuelAdjustment', 'subsidy'],
  },
  '/camps': { name: 'camps', terms: ['consumerNumber'] },
  '/check/[stamp]': { name: 'check', terms: ['consumerNumber'] },
  '/check/[stamp]/pay': { name: 'check', terms: ['consumerNumber'] },
  '/link': { name: 'link', terms: ['consumerNumber'] },
  '/link/bill': { name: 'link', terms: ['consumerNumber'] },
  '/link/old': { name: 'link', terms: ['consumerNumber'] },
  '/link/code': { name: 'linkCode', terms: [] },
  '/login': { name: 'login', terms: ['consumerNumber'] },
  '/login/code': { name: 'loginCode', terms: [] },
  '/not-linked': { name: 'notLinked', terms: ['consumerNumber'] },
  '/p/[code]': { name: 'pamphlet', terms: [] },
  '/q/[code]': { name: 'shortLink', terms: [] },
  '/quick-pay': { name: 'quickPay', terms: ['consumerNumber', 'arrears', 'surcharge'] },
  '/quick-pay/amount': { name: 'quickPay', terms: ['consumerNumber', 'arrears', 'surcharge'] },
  '/quick-pay/code': { name: 'quickPayCode', terms: [] },
  '/quick-pay/bill/[bill]': { name: 'quickPayBill', terms: ['unit', 'fixedCharge', 'subsidy', 'arrears', 'surcharge'] },
  '/c/[connection]/pay/[attempt]': { name: 'attempt', terms: [] },
  '/quick-pay/pay/[attempt]': { name: 'attempt', terms: [] },
  '/connections/pay/[batch]': { name: 'attempt', terms: [] },
  '/recognise': { name: 'recognise', terms: [] },
  '/status': { name: 'status', terms: [] },
  '/track': { name: 'track', terms: ['timeLimit'] },
  '/track/code': { name: 'track', terms: ['timeLimit'] },
  '/track/complaint': { name: 'complaint', terms: ['timeLimit', 'compensation'] },
  '/c/[connection]/complaints/[complaint]': { name: 'complaint', terms: ['timeLimit', 'compensation'] },
  '/about/[topic]': { name: 'about', terms: [] },
  '/about/site-map': { name: 'siteMap', terms: [] },
  '/glossary': { name: 'glossary', terms: [] },
  '/c/[connection]': { name: 'home', terms: ['unit', 'subsidy', 'prepaidBalance'] },
  '/c/[connection]/balance': { name: 'balance', terms: ['prepaidBalance', 'fixedCharge', 'energyCharge'] },
  '/c/[connection]/bills': { name: 'bills', terms: ['unit', 'arrears', 'provisionalBill'] },
  '/c/[connection]/bills/[bill]': {
    name: 'bill',
    terms: [
      'unit',
      'sanctionedLoad',
      'maximumDemand',
      'fixedCharge',
      'energyCharge',
      'fuelAdjustment',
      'subsidy',
      'arrears',
      'surcharge',
      'provisionalBill',
    ],
  },
  '/c/[connection]/bills/[bill]/check': { name: 'billCheck', terms: ['unit', 'provisionalBill'] },
  '/c/[connection]/bills/[bill]/compare': {
    name: 'billCompare',
    terms: ['unit', 'fixedCharge', 'energyCharge', 'fuelAdjustment', 'subsidy'],
  },
  '/c/[connection]/complaints': { name: 'complaints', terms: ['timeLimit', 'compensation'] },
  '/c/[connection]/complaints/new': { name: 'complaintNew', terms: ['timeLimit'] },
  '/c/[connection]/complaints/services': { name: 'services', terms: ['sanctionedLoad', 'timeLimit'] },
  '/c/[connection]/consumption': { name: 'consumption', terms: ['unit', 'subsidy'] },
  '/c/[connection]/consumption/[day]': { name: 'day', terms: ['unit'] },
  '/c/[connection]/consumption/year': { name: 'year', terms: ['unit'] },
  '/c/[connection]/data': { name: 'data', terms: ['unit'] },
  '/c/[connection]/estimate': { name: 'estimate', terms: ['unit', 'subsidy', 'prepaidBalance'] },
  '/c/[connection]/load': { name: 'load', terms: ['sanctionedLoad', 'maximumDemand', 'kwKva'] },
  '/c/[connection]/menu': { name: 'menu', terms: [] },
  '/c/[connection]/pay': { name: 'pay', terms: ['arrears', 'surcharge', 'prepaidBalance'] },
  '/c/[connection]/pay/counter': { name: 'counter', terms: ['consumerNumber'] },
  '/c/[connection]/pay/instalments': { name: 'instalments', terms: ['arrears', 'surcharge'] },
  '/c/[connection]/payments': { name: 'payments', terms: ['prepaidBalance'] },
  '/c/[connection]/payments/[payment]': { name: 'receipt', terms: [] },
  '/c/[connection]/payments/statement': { name: 'statement', terms: ['arrears', 'surcharge'] },
  '/c/[connection]/profile': { name: 'profile', terms: ['consumerNumber', 'sanctionedLoad'] },
  '/c/[connection]/quality': { name: 'quality', terms: ['powerFactor', 'kwKva', 'timeLimit'] },
  '/connections': { name: 'connections', terms: ['consumerNumber'] },
  '/account/confirm': { name: 'confirm', terms: [] },
  '/account/data': { name: 'accountData', terms: [] },
  '/account/erase': { name: 'erase', terms: [] },
  '/account/notices': { name: 'notices', terms: [] },
  '/account/notices/choices': { name: 'noticeChoices', terms: [] },
  '/account/number': { name: 'number', terms: [] },
  '/account/offline': { name: 'offline', terms: [] },
  '/account/passkey': { name: 'passkey', terms: [] },
  '/account/tokens': { name: 'tokens', terms: [] },
  '/desk': { name: 'desk', terms: [] },
  '/desk/audit': { name: 'deskAudit', terms: [] },
  '/desk/campaigns': { name: 'deskCampaigns', terms: [] },
  '/desk/camps': { name: 'deskCamps', terms: [] },
  '/desk/camps/[camp]': { name: 'deskCamp', terms: [] },
  '/desk/camps/offline': { name: 'deskOffline', terms: [] },
  '/desk/complaints': { name: 'deskComplaints', terms: [] },
  '/desk/complaints/[complaint]': { name: 'deskComplaint', terms: [] },
  '/desk/complaints/[complaint]/slip': { name: 'deskSlip', terms: [] },
  '/desk/complaints/new': { name: 'deskTake', terms: [] },
  '/desk/connections/[connection]': { name: 'deskConnection', terms: [] },
  '/desk/connections/[connection]/link': { name: 'deskLink', terms: [] },
  '/desk/connections/[connection]/logins': { name: 'deskLogins', terms: [] },
  '/desk/incoming': { name: 'deskIncoming', terms: [] },
  '/desk/incoming/[connection]/[day]': { name: 'deskFlagged', terms: [] },
  '/desk/instalments': { name: 'deskInstalments', terms: [] },
  '/desk/ledger': { name: 'deskLedger', terms: [] },
  '/desk/login': { name: 'deskLogin', terms: [] },
  '/desk/login/code': { name: 'deskLoginCode', terms: [] },
  '/desk/login/totp': { name: 'deskTotp', terms: [] },
  '/desk/notices': { name: 'deskNotices', terms: [] },
  '/desk/notices/new': { name: 'deskNoticeNew', terms: [] },
  '/desk/pamphlets': { name: 'deskPamphlets', terms: [] },
  '/desk/refunds': { name: 'deskRefunds', terms: [] },
  '/desk/refunds/[payment]': { name: 'deskRefund', terms: [] },
  '/desk/search': { name: 'deskSearch', terms: [] },
  '/desk/settings': { name: 'deskSettings', terms: [] },
  '/desk/settings/[key]': { name: 'deskSetting', terms: [] },
  '/desk/staff': { name: 'deskStaff', terms: [] },
  '/desk/staff/[officer]': { name: 'deskOfficer', terms: [] },
  '/desk/tariffs': { name: 'deskTariffs', terms: [] },
  '/desk/tariffs/[proposal]': { name: 'deskProposal', terms: [] },
  '/desk/tariffs/new': { name: 'deskPropose', terms: [] },
}

const ADDRESSES = Object.keys(PAGE_HELP).map((address) => ({ address, parts: address.split('/') }))

/** The help of the page that `path` leads to, with or without a query; undefined for a page without. Fixed words go first. */
export function pageHelpOf(path: string): PageHelp | undefined {
  const asked = (path.split('?')[0] ?? '').split('/')
  const fits = (parts: string[]) =>
    parts.length === asked.length && parts.every((part, index) => part.startsWith('[') || part === asked[index])
  const placeholders = (address: string) => address.split('[').length
  const [found] = ADDRESSES.filter(({ parts }) => fits(parts)).sort(
    (a, b) => placeholders(a.address) - placeholders(b.address),
  )
  return found && PAGE_HELP[found.address]
}
