/** Every number of the tokens by which programs read for a person; those without a source are the portal's own choice. */

/** What a token may read. The first opens what the utility has on record, the second what the meter tells. */
export const TOKEN_SCOPES = ['account', 'consumption', 'bills', 'payments'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** Of one person at a time. More than programs anybody has; a list of them stays one that is read. */
export const MOST_TOKENS = 10
/** How long a token may hold: nobody remembers one of years ago. */
export const TOKEN_DAYS = [30, 90, 365] as const
export type TokenDays = (typeof TOKEN_DAYS)[number]
export const LONGEST_NAME = 40
/** From the wish to its code. */
export const WISH_LIVES_SECONDS = 60 * 60
/** From the code to the page that shows the token. */
export const SHOWN_WITHIN_SECONDS = 10 * 60
/** So that programs that look for leaked secrets know one of ours. */
export const TOKEN_PREFIX = 'bk_'

/** A program that reads a year by months asks about thirty times. */
export const READS_PER_MINUTE = 120
