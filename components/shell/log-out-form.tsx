import { LogOutButton } from './log-out-button.tsx'

/** Logging out changes something, so it is a form. */
export function LogOutForm({ text }: { text: string }) {
  return (
    <form method="post" action="/api/logout">
      <LogOutButton text={text} />
    </form>
  )
}
