/** The element that brings the few words of a page that fails in the browser (`error.tsx`), in the reader's language. */
export const FAILURE_WORDS = 'failure-words'
