/**
 * The header that names a file. Numbers of consumers, receipts and bills come from outside: whatever could end the header
 * or the quotes, lead to another folder or hide what the file is becomes a dash.
 */
export function contentDisposition(how: 'inline' | 'attachment', fileName: string): string {
  const plain = fileName.slice(-LONGEST_NAME).replace(/(?:[^A-Za-z0-9.-]|\.{2,}|^\.)+/g, '-')
  return `${how}; filename="${plain}"`
}

/** What every file system takes. The end is kept, since it says what the file is. */
const LONGEST_NAME = 120
