import enAbout from './messages/en/about.json' with { type: 'json' }
import enBills from './messages/en/bills.json' with { type: 'json' }
import enCalculator from './messages/en/calculator.json' with { type: 'json' }
import enCampaigns from './messages/en/campaigns.json' with { type: 'json' }
import enCamps from './messages/en/camps.json' with { type: 'json' }
import enChat from './messages/en/chat.json' with { type: 'json' }
import enCheck from './messages/en/check.json' with { type: 'json' }
import enCommon from './messages/en/common.json' with { type: 'json' }
import enCompare from './messages/en/compare.json' with { type: 'json' }
import enComplaints from './messages/en/complaints.json' with { type: 'json' }
import enConsumption from './messages/en/consumption.json' with { type: 'json' }
import enData from './messages/en/data.json' with { type: 'json' }
import enDay from './messages/en/day.json' with { type: 'json' }
import enDemo from './messages/en/demo.json' with { type: 'json' }
import enDesk from './messages/en/desk.json' with { type: 'json' }
import enDevice from './messages/en/device.json' with { type: 'json' }
import enEstimate from './messages/en/estimate.json' with { type: 'json' }
import enHome from './messages/en/home.json' with { type: 'json' }
import enInbox from './messages/en/inbox.json' with { type: 'json' }
import enIncoming from './messages/en/incoming.json' with { type: 'json' }
import enInstalments from './messages/en/instalments.json' with { type: 'json' }
import enLanding from './messages/en/landing.json' with { type: 'json' }
import enLink from './messages/en/link.json' with { type: 'json' }
import enLoad from './messages/en/load.json' with { type: 'json' }
import enLogin from './messages/en/login.json' with { type: 'json' }
import enNotices from './messages/en/notices.json' with { type: 'json' }
import enNotifications from './messages/en/notifications.json' with { type: 'json' }
import enNumber from './messages/en/number.json' with { type: 'json' }
import enOffline from './messages/en/offline.json' with { type: 'json' }
import enPamphlet from './messages/en/pamphlet.json' with { type: 'json' }
import enPayments from './messages/en/payments.json' with { type: 'json' }
import enPdf from './messages/en/pdf.json' with { type: 'json' }
import enPrepaid from './messages/en/prepaid.json' with { type: 'json' }
import enPrivacy from './messages/en/privacy.json' with { type: 'json' }
import enProfile from './messages/en/profile.json' with { type: 'json' }
import enQuality from './messages/en/quality.json' with { type: 'json' }
import enQuickpay from './messages/en/quickpay.json' with { type: 'json' }
import enRecheck from './messages/en/recheck.json' with { type: 'json' }
import enSettings from './messages/en/settings.json' with { type: 'json' }
import enSms from './messages/en/sms.json' with { type: 'json' }
import enStatement from './messages/en/statement.json' with { type: 'json' }
import enStates from './messages/en/states.json' with { type: 'json' }
import enStatus from './messages/en/status.json' with { type: 'json' }
import enTariffs from './messages/en/tariffs.json' with { type: 'json' }
import enTokens from './messages/en/tokens.json' with { type: 'json' }
import enValidation from './messages/en/validation.json' with { type: 'json' }
import enYear from './messages/en/year.json' with { type: 'json' }
import hiAbout from './messages/hi/about.json' with { type: 'json' }
import hiBills from './messages/hi/bills.json' with { type: 'json' }
import hiCalculator from './messages/hi/calculator.json' with { type: 'json' }
import hiCampaigns from './messages/hi/campaigns.json' with { type: 'json' }
import hiCamps from './messages/hi/camps.json' with { type: 'json' }
import hiChat from './messages/hi/chat.json' with { type: 'json' }
import hiCheck from './messages/hi/check.json' with { type: 'json' }
import hiCommon from './messages/hi/common.json' with { type: 'json' }
import hiCompare from './messages/hi/compare.json' with { type: 'json' }
import hiComplaints from './messages/hi/complaints.json' with { type: 'json' }
import hiConsumption from './messages/hi/consumption.json' with { type: 'json' }
import hiData from './messages/hi/data.json' with { type: 'json' }
import hiDay from './messages/hi/day.json' with { type: 'json' }
import hiDemo from './messages/hi/demo.json' with { type: 'json' }
import hiDesk from './messages/hi/desk.json' with { type: 'json' }
import hiDevice from './messages/hi/device.json' with { type: 'json' }
import hiEstimate from './messages/hi/estimate.json' with { type: 'json' }
import hiHome from './messages/hi/home.json' with { type: 'json' }
import hiInbox from './messages/hi/inbox.json' with { type: 'json' }
import hiIncoming from './messages/hi/incoming.json' with { type: 'json' }
import hiInstalments from './messages/hi/instalments.json' with { type: 'json' }
import hiLanding from './messages/hi/landing.json' with { type: 'json' }
import hiLink from './messages/hi/link.json' with { type: 'json' }
import hiLoad from './messages/hi/load.json' with { type: 'json' }
import hiLogin from './messages/hi/login.json' with { type: 'json' }
import hiNotices from './messages/hi/notices.json' with { type: 'json' }
import hiNotifications from './messages/hi/notifications.json' with { type: 'json' }
import hiNumber from './messages/hi/number.json' with { type: 'json' }
import hiOffline from './messages/hi/offline.json' with { type: 'json' }
import hiPamphlet from './messages/hi/pamphlet.json' with { type: 'json' }
import hiPayments from './messages/hi/payments.json' with { type: 'json' }
import hiPdf from './messages/hi/pdf.json' with { type: 'json' }
import hiPrepaid from './messages/hi/prepaid.json' with { type: 'json' }
import hiPrivacy from './messages/hi/privacy.json' with { type: 'json' }
import hiProfile from './messages/hi/profile.json' with { type: 'json' }
import hiQuality from './messages/hi/quality.json' with { type: 'json' }
import hiQuickpay from './messages/hi/quickpay.json' with { type: 'json' }
import hiRecheck from './messages/hi/recheck.json' with { type: 'json' }
import hiSettings from './messages/hi/settings.json' with { type: 'json' }
import hiSms from './messages/hi/sms.json' with { type: 'json' }
import hiStatement from './messages/hi/statement.json' with { type: 'json' }
import hiStates from './messages/hi/states.json' with { type: 'json' }
import hiStatus from './messages/hi/status.json' with { type: 'json' }
import hiTariffs from './messages/hi/tariffs.json' with { type: 'json' }
import hiTokens from './messages/hi/tokens.json' with { type: 'json' }
import hiValidation from './messages/hi/validation.json' with { type: 'json' }
import hiYear from './messages/hi/year.json' with { type: 'json' }

/** Every text of the portal: one file a language and domain. Pages, PDF and messages take theirs from here. */
export const MESSAGES = {
  hi: {
    common: hiCommon,
    about: hiAbout,
    landing: hiLanding,
    inbox: hiInbox,
    instalments: hiInstalments,
    states: hiStates,
    statement: hiStatement,
    login: hiLogin,
    link: hiLink,
    home: hiHome,
    consumption: hiConsumption,
    data: hiData,
    estimate: hiEstimate,
    validation: hiValidation,
    year: hiYear,
    day: hiDay,
    load: hiLoad,
    quality: hiQuality,
    bills: hiBills,
    compare: hiCompare,
    complaints: hiComplaints,
    recheck: hiRecheck,
    offline: hiOffline,
    pamphlet: hiPamphlet,
    payments: hiPayments,
    quickpay: hiQuickpay,
    prepaid: hiPrepaid,
    privacy: hiPrivacy,
    profile: hiProfile,
    notices: hiNotices,
    notifications: hiNotifications,
    number: hiNumber,
    calculator: hiCalculator,
    campaigns: hiCampaigns,
    incoming: hiIncoming,
    camps: hiCamps,
    device: hiDevice,
    chat: hiChat,
    check: hiCheck,
    demo: hiDemo,
    desk: hiDesk,
    settings: hiSettings,
    sms: hiSms,
    status: hiStatus,
    tariffs: hiTariffs,
    tokens: hiTokens,
    pdf: hiPdf,
  },
  en: {
    common: enCommon,
    about: enAbout,
    landing: enLanding,
    inbox: enInbox,
    instalments: enInstalments,
    states: enStates,
    statement: enStatement,
    login: enLogin,
    link: enLink,
    home: enHome,
    consumption: enConsumption,
    data: enData,
    estimate: enEstimate,
    validation: enValidation,
    year: enYear,
    day: enDay,
    load: enLoad,
    quality: enQuality,
    bills: enBills,
    compare: enCompare,
    complaints: enComplaints,
    recheck: enRecheck,
    offline: enOffline,
    pamphlet: enPamphlet,
    payments: enPayments,
    quickpay: enQuickpay,
    prepaid: enPrepaid,
    privacy: enPrivacy,
    profile: enProfile,
    notices: enNotices,
    notifications: enNotifications,
    number: enNumber,
    calculator: enCalculator,
    campaigns: enCampaigns,
    incoming: enIncoming,
    camps: enCamps,
    device: enDevice,
    chat: enChat,
    check: enCheck,
    demo: enDemo,
    desk: enDesk,
    settings: enSettings,
    sms: enSms,
    status: enStatus,
    tariffs: enTariffs,
    tokens: enTokens,
    pdf: enPdf,
  },
} as const

export type Namespace = keyof (typeof MESSAGES)['hi']
