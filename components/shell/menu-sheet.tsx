'use client'

import { type MouseEvent, type ReactNode, useRef } from 'react'
import { Icon } from '#components/ui/icon.tsx'

/**
 * The link to the menu's page, which opens the same as a sheet where scripts run. A modal dialog keeps the focus
 * inside, closes on Escape and gives the focus back.
 */
export function MenuSheet(props: {
  href: string
  title: string
  closeText: string
  link: ReactNode
  linkClass: string
  selected: boolean
  children: ReactNode
}) {
  const { href, title, closeText, link, linkClass, selected, children } = props
  const sheet = useRef<HTMLDialogElement>(null)

  function open(event: MouseEvent) {
    // With a key held, the reader wants the page, perhaps in a tab of its own.
    if (event.metaKey || event.ctrlKey || event.shiftKey || !sheet.current?.showModal) return
    event.preventDefault()
    sheet.current.showModal()
  }

  return (
    <>
      <a href={href} onClick={open} className={linkClass} aria-current={selected ? 'page' : undefined}>
        {link}
      </a>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape and the button; this is the scrim */}
      <dialog
        ref={sheet}
        aria-label={title}
        onClick={(event) => event.target === sheet.current && sheet.current.close()}
        className="menu-sheet text-text"
      >
        <div className="p-4 pb-[calc(1rem+env(safe-area-inset-bottom))]">
          <div className="mb-3 flex items-center justify-between">
            <h2 className="text-h2">{title}</h2>
            <button
              type="button"
              onClick={() => sheet.current?.close()}
              className="inline-flex size-11 items-center justify-center rounded-xl bg-sunken"
            >
              <Icon name="close" className="size-6" />
              <span className="sr-only">{closeText}</span>
            </button>
          </div>
          {children}
        </div>
      </dialog>
    </>
  )
}
