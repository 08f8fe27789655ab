/** What a photo of a bill told, as far as it is sure. It fills a form for a person to check, and proves nothing. */
export type PhotoFacts = {
  consumerNo: string | null
  /** Whether a QR or bar code told it, or letters that were recognised. */
  by: 'code' | 'text' | null
  meterNo: string | null
  /** Rupees, such as `1080.00`: of a code alone, since letters are not surely told in large figures and small. */
  amount: string | null
}

export type PhotoRefusal = {
  ok: false
  reason:
    | 'not-a-picture'
    | 'too-many-pixels'
    | 'too-dark'
    /** Nothing of a bill was found. */
    | 'unreadable'
    /** Nothing of a bill was found but a code of something else. */
    | 'other-code'
}

export type PhotoReading = { ok: true; facts: PhotoFacts } | PhotoRefusal

/** The words beside each number, in every language that bills are printed in. */
export type BillLabels = Record<'consumerNo' | 'meterNo' | 'billNo', readonly string[]>
