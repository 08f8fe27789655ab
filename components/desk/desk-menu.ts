import type { IconName } from '#components/ui/icon.tsx'
import type { StaffActor } from '#lib/identity/actor.ts'
import { mayRole, type Permission } from '#lib/staff/permissions.ts'

/** The desk's menu: an entry stands here once its page exists, and is seen by the roles that may open it. */
export type DeskEntry = { key: string; path: string; icon: IconName; permission: Permission | null }

export const DESK_MENU: readonly DeskEntry[] = [
  { key: 'home', path: '/desk', icon: 'home', permission: null },
  { key: 'search', path: '/desk/search', icon: 'search', permission: 'connection.look' },
  { key: 'complaints', path: '/desk/complaints', icon: 'chat', permission: 'complaint.read' },
  { key: 'camps', path: '/desk/camps', icon: 'pin', permission: 'camp.serve' },
  { key: 'notices', path: '/desk/notices', icon: 'info', permission: 'notice.publish' },
  { key: 'pamphlets', path: '/desk/pamphlets', icon: 'qr', permission: 'pamphlet.make' },
  { key: 'refunds', path: '/desk/refunds', icon: 'rupee', permission: 'refund.request' },
  { key: 'instalments', path: '/desk/instalments', icon: 'calendar', permission: 'instalments.decide' },
  { key: 'campaigns', path: '/desk/campaigns', icon: 'phone', permission: 'campaign.read' },
  { key: 'incoming', path: '/desk/incoming', icon: 'download', permission: 'ingest.read' },
  { key: 'tariffs', path: '/desk/tariffs', icon: 'calculator', permission: 'tariff.propose' },
  { key: 'ledger', path: '/desk/ledger', icon: 'compare', permission: 'ledger.read' },
  { key: 'audit', path: '/desk/audit', icon: 'table', permission: 'audit.read' },
  { key: 'settings', path: '/desk/settings', icon: 'menu', permission: 'settings.change' },
  { key: 'staff', path: '/desk/staff', icon: 'person', permission: 'staff.manage' },
]

/** What a role finds in its menu. */
export const deskMenuFor = (role: StaffActor['role']): readonly DeskEntry[] =>
  DESK_MENU.filter(({ permission }) => permission === null || mayRole(role, permission))

/** The entry that a path belongs to: the longest that it begins with. */
export function deskEntryOf(path: string): DeskEntry | null {
  const own = path.split(/[?#]/)[0] ?? ''
  const fits = DESK_MENU.filter((entry) => own === entry.path || own.startsWith(`${entry.path}/`))
  // A connection is what a search leads to.
  if (own.startsWith('/desk/connections/')) return DESK_MENU.find(({ key }) => key === 'search') ?? null
  return fits.sort((a, b) => b.path.length - a.path.length)[0] ?? null
}
