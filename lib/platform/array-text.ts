/**
 * An array as PostgreSQL reads it, of values that need no quotes (numbers, ids, days, instants). For statements that write
 * thousands of rows: the driver looks at each element of an array that it is given.
 */
export const arrayText = (values: readonly (number | string | null)[]): string =>
  `{${(values.includes(null) ? values.map((value) => value ?? 'NULL') : values).join(',')}}`
