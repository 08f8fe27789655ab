import type { Identifiers } from './meter-data-schema.ts'

type Identifier = Pick<Identifiers[number], 'scheme' | 'value'>

/** The number by which the portal knows a meter. */
export const meterNoOf = (refs: readonly Identifier[]): string => nameOf(refs, ['METER_SERIAL', 'METER_BADGE'])

/** Without blanks, hyphens, dots and slashes, as people log in with it (lib/identity/login-name.ts). */
export const consumerNoOf = (refs: readonly Identifier[]): string =>
  nameOf(refs, ['CONSUMER_NUMBER']).replace(/[\s\-./]/g, '')

/** By the first scheme that is there, else by the first reference; of a DID its last part is the utility's own name. */
export function nameOf(refs: readonly Identifier[], schemes: readonly string[] = []): string {
  const found = schemes.flatMap((scheme) => refs.filter((ref) => ref.scheme === scheme))[0] ?? refs[0]
  if (!found) return ''
  if (found.scheme !== 'DID') return found.value
  const last = found.value.split(/[:#/?]/).at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
