import { Icon } from '#components/ui/icon.tsx'

/** The last entry of a menu; its form says who logs out. */
export function LogOutButton({ text }: { text: string }) {
  return (
    <button
      type="submit"
      className="flex min-h-12 w-full items-center gap-3 rounded-xl px-3 font-medium text-text-2 hover:bg-sunken hover:text-text"
    >
      <Icon name="logout" className="size-5.5" />
      {text}
    </button>
  )
}
