/** Every number of paying without a login; all of them are the portal's own choice. */

/**
 * How many consumer numbers one network address may look up. Mobile networks put thousands of homes behind one address,
 * and a cyber café pays for a whole village: this stops a script that reads the town, not a neighbourhood.
 */
export const LOOK_UPS_PER_SOURCE_AND_HOUR = 100
export const LOOK_UPS_PER_SOURCE_AND_DAY = 400

/** How many SMS one number gets an answer to: each costs money, and each asks about somebody's bill. */
export const SMS_ANSWERS_PER_HOUR = 5
export const SMS_ANSWERS_PER_DAY = 12
