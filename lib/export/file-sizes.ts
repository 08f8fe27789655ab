/**
 * What files weigh at most, in KB of 1,000 bytes. A file is made when it is asked for, so that its page can only say how
 * much it will be at most (GIGW 3.0 asks for kind and size beside each link). `file-sizes.test.ts` makes each at its
 * largest; `e2e/design.spec.ts` fetches what every page offers.
 */
export const MOST_KB = {
  bill: 200,
  billInBoth: 300,
  slip: 150,
  receipt: 50,
  pamphlet: 70,
  calendar: 2,
  /** A row a day of a month, a month of a year, or an hour of a week. */
  figures: 5,
  /** A row a quarter of an hour. */
  day: 20,
  /** A month of half hours. */
  'green-button': 300,
  ies: 70,
  apiDescription: 50,
  securityContact: 1,
} as const

/** Of a statement of account with so many movements. */
export const statementKb = (movements: number) => ({
  pdf: upToTens(45 + 1.5 * movements),
  csv: upToTens(1 + 0.15 * movements),
})

/** Of the figures of so many camps. */
export const campsKb = (camps: number): number => upToTens(1 + 0.2 * camps)

const upToTens = (kb: number) => Math.ceil(kb / 10) * 10
