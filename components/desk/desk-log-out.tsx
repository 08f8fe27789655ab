import { Icon } from '#components/ui/icon.tsx'

/** Logging out of the desk changes something, so it is a form. */
export function DeskLogOut({ text }: { text: string }) {
  return (
    <form method="post" action="/api/desk/logout">
      <button
        type="submit"
        className="flex min-h-12 w-full items-center gap-3 rounded-xl px-3 font-medium text-text-2 hover:bg-sunken hover:text-text"
      >
        <Icon name="logout" className="size-5.5" />
        {text}
      </button>
    </form>
  )
}
