/** The chain of money of nobody known. */
const NOBODYS_CHAIN = '00000000-0000-0000-0000-000000000000'

/**
 * The chain of the ledger to which a movement of a connection's money belongs, or of nobody's: what keys of the ledger
 * and of payments begin with, and what seals follow one another in.
 */
export const chainOf = (connectionId: string | null): string => connectionId ?? NOBODYS_CHAIN
