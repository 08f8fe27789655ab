/** What a form with photos takes: as many, each up to so many bytes. */
export const MOST_FILES = 3
export const MOST_FILE_BYTES = 5 * 1024 * 1024
