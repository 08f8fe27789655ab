import type { Namespace } from '#lib/i18n/messages.ts'
import { templateName } from './template-name.ts'

export type TemplateSource = {
  namespace: Namespace
  key: string
  /** What the text is given, as the message names it; the sender's name is part of the wording. */
  values: readonly string[]
  variant: Record<string, string>
}

/** Each value here is somebody's own choice, so each is a wording to approve. */
const COMPLAINT_KINDS = ['COMPLAINT', 'SERVICE']
const CODES = [
  'otp',
  'otpDesk',
  'otpTracking',
  'otpBill',
  'otpLinkNew',
  'otpNumberNew',
  'otpToken',
  'otpExport',
  'otpErasure',
  'otpPasskey',
  'otpProof',
]
const CODES_ABOUT_A_NUMBER = ['otpLinkOld', 'otpNumberOld']
const BILL = ['month', 'period', 'units']
const PAYMENT = ['day', 'amount', 'receiptNo']
const COMPLAINT = ['number', 'subject']

/**
 * Every text that goes out by SMS or outside WhatsApp's day, by the name under which providers approve it: India's DLT
 * register and Meta each want the wording beforehand. `docs/integrate.md` lists them with their wordings.
 */
export const TEMPLATES: ReadonlyMap<string, TemplateSource> = new Map(
  [
    ...CODES.map((key) => plain('sms', key, ['code', 'minutes'])),
    ...CODES_ABOUT_A_NUMBER.map((key) => plain('sms', key, ['code', 'minutes', 'last'])),
    plain('sms', 'linked', ['last', 'connection', 'helpline']),
    plain('sms', 'unlinked', ['last', 'connection', 'helpline']),
    plain('sms', 'numberChanged', ['last', 'helpline']),
    plain('sms', 'newLogin', ['device', 'at', 'helpline']),
    plain('sms', 'loginTried', ['helpline']),
    plain('sms', 'deskOdd', ['device', 'at', 'helpline']),
    plain('sms', 'passkeyMade', ['device', 'at', 'helpline']),
    plain('sms', 'tokenMade', ['at', 'helpline']),
    plain('sms', 'tokenEnded', ['at', 'helpline']),
    plain('sms', 'invited', ['connection', 'until', 'url']),
    plain('bills', 'smsDue', [...BILL, 'amount', 'due']),
    plain('bills', 'smsNothingDueState', [...BILL, 'subsidy']),
    plain('bills', 'smsNothingDue', BILL),
    plain('bills', 'smsPrepaid', [...BILL, 'amount']),
    plain('payments', 'smsPaid', PAYMENT),
    plain('payments', 'smsPartPaid', [...PAYMENT, 'unpaid']),
    plain('payments', 'smsPaidAhead', [...PAYMENT, 'ahead']),
    plain('payments', 'smsRecharged', [...PAYMENT, 'recharged']),
    plain('payments', 'smsRefunded', ['amount']),
    plain('payments', 'smsNotRupees', ['currency', 'helpline']),
    plain('notifications', 'smsDueSoon', ['connection', 'amount', 'due', 'url']),
    plain('notifications', 'smsOverdue', ['connection', 'amount', 'due', 'url']),
    plain('notifications', 'smsBalance', ['connection', 'balance', 'url']),
    plain('notifications', 'smsBalanceOut', ['connection', 'balance', 'url']),
    plain('notifications', 'smsLimitNear', ['connection', 'units', 'limit', 'url']),
    plain('notifications', 'smsLimitCrossed', ['connection', 'units', 'limit', 'url']),
    plain('notifications', 'smsLoad', ['connection', 'day', 'load', 'sanctioned', 'url']),
    plain('notifications', 'smsUnusual', ['connection', 'day', 'units', 'usual', 'url']),
    plain('notifications', 'smsPlannedWork', ['connection', 'from', 'to']),
    plain('notifications', 'smsRestored', ['connection', 'at', 'helpline']),
    plain('quickpay', 'smsBill', ['month', 'units', 'amount', 'due', 'url']),
    plain('quickpay', 'smsOverdue', ['month', 'units', 'amount', 'due', 'url']),
    plain('quickpay', 'smsNothing', ['month', 'units']),
    plain('quickpay', 'smsPrepaid', ['portal']),
    plain('quickpay', 'smsNoBill', []),
    plain('quickpay', 'smsWhich', []),
    plain('quickpay', 'smsNotLinked', ['link', 'helpline']),
    plain('quickpay', 'smsHelp', ['helpline']),
    ...ofComplaint('smsRegistered', [...COMPLAINT, 'due']),
    ...ofComplaint('smsPromised', [...COMPLAINT, 'promised']),
    ...ofComplaint('smsResolved', COMPLAINT),
    ...ofComplaint('smsRejected', COMPLAINT),
    ...ofComplaint('smsReopened', [...COMPLAINT, 'due']),
    ...ofComplaint('smsEscalated', [...COMPLAINT, 'level', 'due']),
    ...ofComplaint('smsMessage', COMPLAINT),
  ].map((source) => [templateName(source.namespace, source.key, Object.values(source.variant)), source]),
)

function plain(namespace: Namespace, key: string, values: readonly string[]): TemplateSource {
  return { namespace, key, values, variant: {} }
}

function ofComplaint(key: string, values: readonly string[]): TemplateSource[] {
  return COMPLAINT_KINDS.map((kind) => ({ namespace: 'complaints', key, values, variant: { kind } }))
}
