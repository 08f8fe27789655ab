/**
 * What is wrong with a form, on top of it: each line leads to its field with the same words as there. The page's
 * document title begins with "Error:" as well (`title_error` of the common texts).
 */
export function ErrorSummary({ title, errors }: { title: string; errors: { field: string; message: string }[] }) {
  if (errors.length === 0) return null
  return (
    <div
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: somebody who cannot see the page must hear first that it was not accepted
      autoFocus
      className="rounded-[14px] border-[3px] border-bad bg-surface p-4"
    >
      <h2 className="text-h2">{title}</h2>
      <ul className="mt-1">
        {errors.map(({ field, message }) => (
          <li key={field} className="py-0.5">
            <a href={`#${field}`} className="font-semibold text-bad underline underline-offset-4">
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
