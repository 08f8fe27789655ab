import { parseKeepable } from '#lib/units/clean-text.ts'

/** What a device has made or signed, from the field `credential` of a form; an empty object for what is no JSON of one. */
export function credentialIn<T extends object>(form: URLSearchParams | null): T {
  try {
    const content = parseKeepable(form?.get('credential') ?? '')
    if (typeof content === 'object' && content !== null) return content as T
  } catch {
    // Whatever else was sent is no answer of a device.
  }
  return {} as T
}
