/** One figure with its unit and one line of meaning. */
export function StatTile({ label, value, unit, note }: { label: string; value: string; unit?: string; note?: string }) {
  return (
    <div className="card rounded-[14px] border border-line bg-surface px-3.5 py-3">
      <dt className="text-fine text-text-2">{label}</dt>
      <dd>
        <span className="text-value">{value}</span>
        {unit && <span className="text-small text-text-2">{`\u00a0${unit}`}</span>}
      </dd>
      {note && <dd className="text-fine text-text-2">{note}</dd>}
    </div>
  )
}

/** Tiles side by side: two on a phone, four when wide; `beside` a card, two by two from there on. */
export function StatTiles({ children, beside = false }: { children: React.ReactNode; beside?: boolean }) {
  return (
    <dl className={`grid grid-cols-2 gap-3 md:grid-cols-4 lg:gap-5 ${beside ? 'lg:grid-cols-2' : ''}`}>{children}</dl>
  )
}
