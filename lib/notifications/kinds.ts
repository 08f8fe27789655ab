/** What a kind of notice is like. */
type Kind = {
  /** Why a message always goes out: the law, or somebody's safety. None: whoever wants no message gets none. */
  always?: 'BILL' | 'RECEIPT' | 'SAFETY'
  /** Somebody waits for it, or must act at once: it goes out at night too. */
  isUrgent?: true
}

/** Everything that people are told, in the order in which they choose. */
export const NOTICE_KINDS = {
  /** The Supply Code has the utility deliver its bills. */
  BILL_READY: { always: 'BILL' },
  PAYMENT_RECEIVED: { always: 'RECEIPT', isUrgent: true },
  /** A number was linked, removed or changed: whoever did not do it has to hear of it. */
  LINK_NOTICE: { always: 'SAFETY', isUrgent: true },
  NEW_LOGIN: { always: 'SAFETY', isUrgent: true },
  ACCESS_TOKEN: { always: 'SAFETY', isUrgent: true },
  DUE_SOON: {},
  OVERDUE: {},
  BALANCE_LOW: {},
  LIMIT: {},
  LOAD: {},
  UNUSUAL: {},
  PLANNED_WORK: {},
  SUPPLY_RESTORED: {},
  COMPLAINT: {},
} as const satisfies Record<string, Kind>

export type NoticeKind = keyof typeof NOTICE_KINDS
export const KIND_KEYS = Object.keys(NOTICE_KINDS) as NoticeKind[]

const kindOf = (kind: NoticeKind): Kind => NOTICE_KINDS[kind]
export const isUrgent = (kind: NoticeKind): boolean => kindOf(kind).isUrgent === true
/** Why messages of a kind cannot be switched off; null where they can. */
export const whyAlways = (kind: NoticeKind): Kind['always'] | null => kindOf(kind).always ?? null
