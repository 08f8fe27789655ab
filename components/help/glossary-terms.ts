/** The words that the glossary explains, in its order; their texts are `term_<name>` and `text_<name>` of its messages. */
export const TERMS = [
  'unit',
  'consumerNumber',
  'sanctionedLoad',
  'maximumDemand',
  'kwKva',
  'powerFactor',
  'fixedCharge',
  'energyCharge',
  'fuelAdjustment',
  'subsidy',
  'arrears',
  'surcharge',
  'provisionalBill',
  'prepaidBalance',
  'timeLimit',
  'compensation',
] as const
export type Term = (typeof TERMS)[number]

/** Where the glossary explains it. */
export const termPath = (term: Term): string => `/glossary#${term}`
