import type { ReactNode } from 'react'

type Look = 'filled' | 'outlined' | 'text'

const LOOKS: Record<Look, string> = {
  filled: 'bg-primary text-on-primary hover:bg-primary-hover min-h-13 lg:min-h-12 px-5 font-bold',
  outlined: 'border-[1.5px] border-primary text-primary hover:bg-primary-tint min-h-13 lg:min-h-12 px-4 font-bold',
  text: 'text-primary underline underline-offset-4 min-h-11 font-semibold',
}
const SHAPE = 'inline-flex items-center justify-center gap-2 rounded-xl text-center transition-colors duration-100'

/** A form's submit button. One filled button a screen. */
export function SubmitButton(props: {
  children: ReactNode
  look?: Look
  wide?: boolean
  name?: string
  value?: string
}) {
  const { children, look = 'filled', wide = false, name, value } = props
  return (
    <button type="submit" name={name} value={value} className={`${SHAPE} ${LOOKS[look]} ${wide ? 'w-full' : ''}`}>
      {children}
    </button>
  )
}

/** A link that looks like a button. `document` links load a file instead of a page. */
export function LinkButton(props: {
  href: string
  children: ReactNode
  look?: Look
  wide?: boolean
  download?: boolean
}) {
  const { href, children, look = 'filled', wide = false, download } = props
  return (
    <a href={href} download={download} className={`${SHAPE} ${LOOKS[look]} ${wide ? 'w-full' : ''}`}>
      {children}
    </a>
  )
}
