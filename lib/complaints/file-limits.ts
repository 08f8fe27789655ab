/** What a form with photos and PDFs takes: as many, each up to so many bytes. */
export const MOST_FILES = 3
export const MOST_FILE_BYTES = 5 * 1024 * 1024
export const MOST_PDF_PAGES = 10
/** What the field for them offers to choose from. */
export const FILES_TAKEN = 'image/jpeg,image/png,image/webp,application/pdf'
/** All of them at their largest, and what is written beside them. */
export const MOST_FORM_BYTES = (MOST_FILES + 1) * MOST_FILE_BYTES
