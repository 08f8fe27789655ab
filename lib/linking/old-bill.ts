import { env } from '#lib/platform/env.ts'

/**
 * Whether the facts of an old bill link a number: the utility decides (`LINK_BY_OLD_BILL`; docs/decisions.md). The one place
 * of this rule: the verbs of linking, pages and the chat ask here, and so do the texts for their wording
 * (`lib/i18n/wordings.ts`). A link that was made before stays what it is.
 */
export const linksByOldBill = (): boolean => env().linksByOldBill
