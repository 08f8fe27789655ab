/** Says on every page of a demo that nothing here is real, and where its phone is. */
export function DemoBanner({ text, link }: { text: string; link: string }) {
  return (
    <aside className="no-print bg-warn-tint px-4 py-1.5 text-small text-warn">
      {text}{' '}
      <a href="/demo" className="font-semibold text-primary underline underline-offset-4">
        {link}
      </a>
    </aside>
  )
}
