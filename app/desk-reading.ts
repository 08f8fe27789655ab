import { type IstDay, parseDay } from '#lib/units/ist.ts'

/** Which meter's day a form of the desk means; null where it names no day. */
export function readingOf(form: URLSearchParams): { connectionId: string; meterId: string; on: IstDay } | null {
  const on = parseDay(form.get('day') ?? '')
  return on && { connectionId: form.get('connection') ?? '', meterId: form.get('meter') ?? '', on }
}
