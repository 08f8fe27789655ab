import { z } from 'zod'

/** Of an address that is asked nothing besides. */
export const NO_QUERY = z.strictObject({})
