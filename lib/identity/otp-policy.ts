/** Every number of the login, with where it comes from; those without a source are the portal's own choice. */

/** OWASP ASVS 6.5.5 allows ten minutes at most. */
export const CODE_LIVES_SECONDS = 5 * 60
/** Tries of one code. The table's check says the same. */
export const TRIES_PER_CODE = 5
/** Tries of one number, counted over all of its codes, so that asking for another code renews nothing. */
export const TRIES_PER_HOUR = 10
export const TRIES_PER_DAY = 20

/** Threat T4 (SMS pumping): how often one number may ask for a code. */
export const CODE_EVERY_SECONDS = 30
export const CODES_PER_HOUR = 5
export const CODES_PER_DAY = 10
/**
 * How often one network address may ask. Mobile networks put thousands of homes behind one address, and so does the
 * counter of a camp: this stops a script, not a neighbourhood.
 */
export const CODES_PER_SOURCE_AND_HOUR = 200
/** How often one address may ask for digits to write to us on WhatsApp, right or not: each is a row, and no code. */
export const CHAT_WORDS_PER_SOURCE_AND_HOUR = 1_000
/**
 * Threat T4 too: of how many codes that were sent within an hour the share that led to a right answer is judged, and from which
 * share on it is no longer people. One address alone, asking for as many as it may, is no alarm. Of ten people one mistypes, and
 * then types it right; some ask twice and answer once. With three right ones in ten, more than half of all codes were asked for
 * by somebody who does not read them, even where only seven of ten people answer theirs.
 */
export const CODES_JUDGED = 200
export const RIGHT_SHARE = 0.3

/**
 * Threat T4 as well: of how many of a hundred adjacent numbers codes may be asked for within an hour before it is no longer
 * people. Even where every number of a series were a consumer's and one in ten logged in within the hour, it would be ten.
 */
export const NUMBERS_OF_A_HUNDRED = 20

/**
 * Threat T3 (one guess on each of many numbers): how many tries of an hour may fail over all numbers, and from which share of
 * all tries on that is no longer people who mistype. About one in ten mistypes, so two in five is also four times to five
 * times the usual, whatever the hour and the size of the utility. Below both, guessing gets 100 tries an hour and two for
 * three logins of the same hour, of a million codes.
 */
export const FAILED_TRIES_PER_HOUR = 100
export const FAILED_SHARE = 0.4
/** So many codes of a day are typed wrongly by people too; the share is that of an hour. */
export const FAILED_CODES_PER_DAY = 500
/** On how many numbers the tries of one network may fail in an hour. */
export const FAILED_NUMBERS_PER_NETWORK = 20

/**
 * Threat T5 (lock-out): how long a browser stays known after its last login, with tries and codes of its own. Two-monthly
 * bills bring people back well within it.
 */
export const DEVICE_KNOWN_SECONDS = 180 * 24 * 60 * 60
/** Each may try and ask as often as a number: with the number itself, six times as often in all. */
export const DEVICES_PER_PERSON = 5
/** How many people one browser is known for, as a family's phone may be. */
export const PERSONS_PER_DEVICE = 5

/** Logins without a code: how many keys a person may have, and how often one address may fail, as with codes asked for. */
export const PASSKEYS_PER_PERSON = 5
export const PASSKEY_FAILURES_PER_SOURCE_AND_HOUR = 200
/** How often one address may begin one, right or not: each begun is a row of five minutes. */
export const PASSKEY_LOGINS_PER_SOURCE_AND_HOUR = 1_000
/** How long a key opens anything after a code by SMS last proved the number: threat T1 wants it proven again each month. */
export const PASSKEY_TRUSTED_SECONDS = 31 * 24 * 60 * 60
/**
 * Operators give a number that was surrendered to somebody else after 90 days at the earliest, as the DoT's instruction has it.
 * A code that comes later than that after the last one may be a new holder's.
 */
export const NUMBER_REUSED_SECONDS = 90 * 24 * 60 * 60
/** How long one is kept that nobody uses and no code stands behind. */
export const PASSKEY_KEPT_SECONDS = 365 * 24 * 60 * 60

/** Issue 9: how long a device keeps a copy to be read without internet, after the last time that it was made anew. */
export const COPY_KEPT_SECONDS = 30 * 24 * 60 * 60

/** Decision 7 of the architecture, NIST SP 800-63B AAL2: half an hour of rest, half a day in all. */
export const SESSION_IDLE_SECONDS = 30 * 60
export const SESSION_LIVES_SECONDS = 12 * 60 * 60
/**
 * ASVS 7.5.2: for how long a login, or a code given once more in it, lets its person end other logins and devices' keys. As
 * long as a code lives: enough to go through the list, and over for most who find an open phone.
 */
export const PROOF_HOLDS_SECONDS = CODE_LIVES_SECONDS
/** How long somebody may look into one complaint without a login. */
export const VISIT_LIVES_SECONDS = 30 * 60
/** How long somebody without a login may read the bill that a code has opened to them. */
export const GUEST_READS_SECONDS = 15 * 60
/** And see what became of a payment: its QR's quarter of an hour, and as long as banks take that are slow. */
export const GUEST_PAYS_SECONDS = 2 * 60 * 60
/** How long a browser keeps what was read from a photo of a bill. */
export const PHOTO_FACTS_LIVE_SECONDS = 15 * 60
/** Long enough to put right what was refused. */
export const TYPED_LIVES_SECONDS = 15 * 60
/** A page read within this time of the last one does not write to the session again. */
export const SEEN_EVERY_SECONDS = 60

export const MINUTE_SECONDS = 60
export const HOUR_SECONDS = 60 * 60
export const DAY_SECONDS = 24 * HOUR_SECONDS

/** The instant `seconds` after `at`; negative for before. */
export const secondsAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000)
/** When the hour began that `at` lies in. */
export const hourOf = (at: Date): Date =>
  new Date(Math.floor(at.getTime() / (HOUR_SECONDS * 1_000)) * HOUR_SECONDS * 1_000)
