/** A number from 0 to 1 that a meter, a day (or a part of it) and a purpose always give. */
export function chance({ meterNo }: { meterNo: string }, on: string, purpose: string): number {
  let value = 0x811c9dc5
  for (const character of `${meterNo} ${on} ${purpose}`)
    value = Math.imul(value ^ (character.codePointAt(0) as number), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32
}
