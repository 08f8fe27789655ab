/** More than any code with its spaces; the rest is cut off before it is looked at. */
const LONGEST_CODE = 20

/** The code that a form brings, as typed and cut short. */
export const codeIn = (form: URLSearchParams | null): string => (form?.get('code') ?? '').slice(0, LONGEST_CODE)
