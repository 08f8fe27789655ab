/** What a form with photos takes: as many, each up to so many bytes. */
export const MOST_FILES = 3
export const MOST_FILE_BYTES = 5 * 1024 * 1024
/** All photos at their largest, and what is written beside them. */
export const MOST_FORM_BYTES = (MOST_FILES + 1) * MOST_FILE_BYTES
