import { isFilePath } from './file-paths.ts'

export type WaitingTexts = { sending: string; opening: string }
type Say = (text: string) => void

/** So long another press counts as the same one; whoever stopped the page that was to come has the button back then. */
const PATIENCE_MS = 30_000
/** How long the portal itself waits for a form with photos (`scripts/slow-sockets.ts`). */
const FILES_PATIENCE_MS = 120_000

/**
 * Tells `say` that a form was sent or a link pressed until the next page is there. The pressed button says so too and takes no
 * second press; it is not disabled, which would take its value out of the form and the focus from whoever pressed it. What
 * comes back by the browser's way back is as it was.
 */
export function watchWaiting({ sending, opening }: WaitingTexts, say: Say, signal: AbortSignal): void {
  let awaited: Element | null = null
  let putBack = () => {}
  let timer: number | undefined

  function wait(element: Element | null, text: string, patienceMs?: number): void {
    clearTimeout(timer)
    putBack()
    putBack = () => {}
    awaited = element
    say(text)
    if (element) timer = window.setTimeout(wait, patienceMs, null, '')
  }

  /** Comes after the page's own listeners: what they keep from being sent is not waited for. */
  function onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented) return
    if (form === awaited) return void event.preventDefault()
    // Fields may be called `action` or `method` as well, so the form is not asked for these by name.
    if (form.matches('[target]') || isFilePath(form.getAttribute('action') ?? '')) return
    const text = form.matches('[method=post]') ? sending : opening
    wait(form, text, form.matches('[enctype]') ? FILES_PATIENCE_MS : PATIENCE_MS)
    // Buttons of the frame have words of another language, or an icon.
    if (event.submitter?.closest('main')) putBack = speakFor(event.submitter, text)
  }

  function onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]:not([target], [download])')
    const isOwn = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (!link || event.defaultPrevented || isOwn) return
    const isWithin = link.hash && link.pathname + link.search === location.pathname + location.search
    if (link.origin === location.origin && !isWithin && !isFilePath(link.pathname)) wait(link, opening, PATIENCE_MS)
  }

  addEventListener('submit', onSubmit, { signal })
  addEventListener('click', onClick, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && wait(null, ''), { signal })
}

/** Puts `text` into a button as long as it waits, at its width at least; its own words are kept, and come back by the answer. */
function speakFor(button: HTMLElement, text: string): () => void {
  const words = [...button.childNodes]
  button.style.minWidth = `${button.offsetWidth}px`
  button.ariaDisabled = 'true'
  button.replaceChildren(text)
  return () => {
    button.style.minWidth = ''
    button.ariaDisabled = null
    button.replaceChildren(...words)
  }
}
