/** The first element of every page. */
export function SkipLink({ text }: { text: string }) {
  return (
    <a href="#main" className="skip-link font-semibold text-primary">
      {text}
    </a>
  )
}
