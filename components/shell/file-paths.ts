const FILE_PATH = /\/(pdf|csv|calendar|file|qr|data\/code)$|\/files\/[^/]+$|^\/m\/[^/]+$/

/**
 * Whether a path of the portal, with or without a query, leads to a file instead of a page: the page stays where it is, and
 * nobody tells it when the file has come. `app/file-paths.test.ts` holds it to the handlers.
 */
export const isFilePath = (path: string): boolean => FILE_PATH.test(path.split('?')[0] ?? '')
