/** Every number of the desk's login; those without a source are the portal's own choice. */

/** NIST SP 800-63B, AAL2 allows an hour of rest; a counter's screen is seen by others, so it is a quarter here. */
export const STAFF_IDLE_SECONDS = 15 * 60
export const STAFF_SESSION_LIVES_SECONDS = 12 * 60 * 60

/** From the right code of the mobile to that of the authenticator; enrolling one takes longer. */
export const STAFF_LOGIN_LIVES_SECONDS = 10 * 60
/** Tries of one login with the authenticator. The table's check says the same. */
export const TOTP_TRIES_PER_LOGIN = 5
/** Tries of one officer, over all logins. */
export const TOTP_TRIES_PER_HOUR = 10
export const TOTP_TRIES_PER_DAY = 20

/** What an officer's logins were like within so long is what the next one is held against: as long as a quarter's work. */
export const HABITS_LAST_SECONDS = 90 * 24 * 60 * 60
/** When no counter is open, in India. */
export const NIGHT = { from: '21:00', to: '06:00' }

/** How long a reason for looking at a connection holds. */
export const LOOK_LIVES_SECONDS = 30 * 60

/**
 * Threat T30: so many looks of one officer within ten minutes are more than a queue at a counter brings, and an alarm. It
 * stands for an hour.
 */
export const MANY_LOOKS = 200
export const MANY_LOOKS_WITHIN_SECONDS = 10 * 60
export const MANY_LOOKS_LAST_SECONDS = 60 * 60
