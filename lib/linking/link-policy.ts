/** Every number of linking; those without a source are the portal's own choice. */

/** From the consumer number to the last code. */
export const LINK_REQUEST_LIVES_SECONDS = 60 * 60
/** "One of the last 3 bills", as the form asks for it. */
export const BILLS_ACCEPTED = 3

/**
 * Tries to prove a connection, right or wrong ones. Somebody who lets codes come to a mobile of their own learns from the
 * code whether the facts were right, so guessing must end soon: it is counted on the connection, on the mobile and on
 * the network address, apart from the codes and before the facts are looked at.
 */
export const PROOFS_PER_HOUR = 5
export const PROOFS_PER_DAY = 10
/** Mobile networks and the counters of camps put many homes behind one address. */
export const PROOFS_PER_SOURCE_AND_HOUR = 60
/** Each begun linking is a row: this stops a script that begins them. */
export const LINK_REQUESTS_PER_SOURCE_AND_HOUR = 200

/** Photos of bills to read from one network address: each keeps a processor busy for some seconds. */
export const PHOTOS_PER_SOURCE_AND_HOUR = 60
/** More than a phone's camera makes of a page. */
export const MOST_PHOTO_BYTES = 12 * 1024 * 1024

/** How long an invited person may take to log in and agree. */
export const INVITATION_LIVES_SECONDS = 7 * 24 * 60 * 60
export const INVITATIONS_PER_DAY = 5

/** Threat T1 (a SIM that somebody else has got): how long a person with a new login number removes nobody. */
export const NUMBER_COOLS_SECONDS = 24 * 60 * 60

/**
 * The same threat, by its own figure: how long no refund is agreed to after somebody of the connection has changed their number,
 * logged in at a browser that was new to them or set up a device's key. The number is told of each, and somebody who was robbed
 * of their SIM over a weekend has heard of it by then.
 */
export const REFUND_WAITS_SECONDS = 72 * 60 * 60
