// The server that is told to end and the page that says so are bundled apart.
const held = globalThis as typeof globalThis & { portalIsEnding?: boolean }

/** Whether this process was told to end and serves only until those who send it requests have heard of it. */
export const isEnding = (): boolean => held.portalIsEnding ?? false

export function markEnding(): void {
  held.portalIsEnding = true
}
