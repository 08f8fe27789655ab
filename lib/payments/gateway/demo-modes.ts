import { z } from 'zod'

/**
 * Ways in which the demo's gateway can misbehave, as real ones do.
 * - api: `down` refuses all calls with 503; `lost-answer` does what is asked and then answers 500; `slow` takes 2 s.
 * - webhooks: `lost` are never sent; `late` go out with the next payment's; `reordered` the same, newest first; `twice`
 *   come again under another event id.
 */
export const demoModes = z.object({
  api: z.enum(['ok', 'down', 'lost-answer', 'slow']).default('ok'),
  webhooks: z.enum(['ok', 'lost', 'late', 'reordered', 'twice']).default('ok'),
})
export type DemoModes = z.output<typeof demoModes>

const held = globalThis as typeof globalThis & { portalDemoModes?: DemoModes }

export const currentDemoModes = (): DemoModes => held.portalDemoModes ?? { api: 'ok', webhooks: 'ok' }

export function setDemoModes(modes: DemoModes): void {
  held.portalDemoModes = modes
}
