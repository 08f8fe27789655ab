import type { CampOnDevice, Entry, EntryFields } from '#lib/camps/device/device-rules.ts'

/** Fields of the form that an entry carries by itself. */
const OWN = ['key', 'camp']

/** What the form of the desk says as a new entry, or as a refused one mended, which keeps its key and its time. */
export function readEntry(form: HTMLFormElement, camp: CampOnDevice, mended: Entry | null): Entry {
  const fields: EntryFields = { subdivision: camp.subdivision }
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !OWN.includes(name)) fields[name] = value
  return {
    key: mended?.key ?? crypto.randomUUID(),
    campId: mended?.campId ?? camp.id,
    writtenAt: mended?.writtenAt ?? Date.now(),
    ...{ state: 'WAITING', reasons: [], fields, number: null },
  }
}

/** Puts an entry back into the form. */
export function fillForm(form: HTMLFormElement, fields: EntryFields): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name)
    if (field && 'value' in field) field.value = value
  }
}
