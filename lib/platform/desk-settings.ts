/** What the desk has changed of the settings, as far as it holds today. Kept for the whole process, whoever asks. */
export type DeskSettings = {
  discom: Partial<{
    helpline: string
    moreHelplines: string
    forum: { hi: string; en: string }
    ombudsman: { hi: string; en: string }
  }>
  /** Days on which no office opens, beside the national holidays. */
  holidays: ReadonlySet<string>
  replies: ReadonlyMap<string, { hi: string; en: string }>
  /** By category of complaints: hours, and the rule that sets them; null: the utility's own aim. */
  clocks: ReadonlyMap<string, { hours: number; source: { hi: string; en: string } | null }>
}

// Pages, actions and chores are bundled apart, each with modules of its own.
const held = globalThis as typeof globalThis & { portalDeskSettings?: DeskSettings }

export const NO_DESK_SETTINGS: DeskSettings = {
  discom: {},
  holidays: new Set(),
  replies: new Map(),
  clocks: new Map(),
}

export const deskSettings = (): DeskSettings => held.portalDeskSettings ?? NO_DESK_SETTINGS

export function holdDeskSettings(settings: DeskSettings): void {
  held.portalDeskSettings = settings
}
