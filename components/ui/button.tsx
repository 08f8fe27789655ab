import type { ReactNode } from 'react'

/** One filled button a screen; `outlined` for the next best thing, `text` for what is seldom done. */
export type ButtonLook = 'filled' | 'outlined' | 'text'

const LOOKS: Record<ButtonLook, string> = {
  filled: 'bg-primary text-on-primary hover:bg-primary-hover min-h-13 lg:min-h-12 px-5 py-2 font-bold',
  outlined:
    'border-[1.5px] border-primary bg-surface text-primary hover:bg-primary-tint min-h-13 lg:min-h-12 px-4 py-2 font-bold',
  text: 'text-primary hover:text-primary-hover min-h-11 font-semibold',
}
const SHAPE = 'no-print inline-flex items-center justify-center gap-2.5 rounded-xl text-center'

const classOf = (look: ButtonLook, wide: boolean) => `${SHAPE} ${LOOKS[look]} ${wide ? 'w-full' : ''}`

/** A form's submit button. Amounts stand in it: "Pay ₹1,043.05 today". */
export function SubmitButton(props: {
  children: ReactNode
  look?: ButtonLook
  wide?: boolean
  name?: string
  value?: string
  /** Where an `ErrorSummary` leads to it. */
  id?: string
}) {
  const { children, look = 'filled', wide = false, name, value, id } = props
  return (
    <button type="submit" id={id} name={name} value={value} className={classOf(look, wide)}>
      {children}
    </button>
  )
}

/** A button of a page that works by its script. */
export function ActionButton(props: { children: ReactNode; look?: ButtonLook; wide?: boolean; onPress: () => void }) {
  const { children, look = 'filled', wide = false, onPress } = props
  return (
    <button type="button" onClick={onPress} className={classOf(look, wide)}>
      {children}
    </button>
  )
}

/** A link that looks like a button. With `download` it loads a file instead of a page. */
export function LinkButton(props: {
  href: string
  children: ReactNode
  look?: ButtonLook
  wide?: boolean
  download?: boolean
}) {
  const { href, children, look = 'filled', wide = false, download } = props
  return (
    <a href={href} download={download} className={classOf(look, wide)}>
      {children}
    </a>
  )
}
