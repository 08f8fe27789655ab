import fs from 'node:fs'

/** Looks at the machine's processes through /proc, which is Linux's. */

/** Living processes whose command line or environment names a text, such as a test's own data folder. */
export function processesNaming(text: string): { pid: number; command: string }[] {
  return everyPid().flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
    // Without a command line it is dead and only waits for its parent.
    if (pid === process.pid || command === '') return []
    return `${command}\0${read(`/proc/${pid}/environ`)}`.includes(text) ? [{ pid, command }] : []
  })
}

/** The child of a process whose command line has a text, or the first one's own such child, and so on down. */
export function descendantOf(pid: number, text: string): number {
  const children = everyPid().filter((each) => parentOf(each) === pid)
  for (const child of children) if (read(`/proc/${child}/cmdline`).includes(text)) return child
  for (const child of children) {
    const found = descendantOf(child, text)
    if (found > 0) return found
  }
  return 0
}

export function isAlive(pid: number): boolean {
  const state = /\) (\w)/.exec(read(`/proc/${pid}/stat`))?.[1]
  return state !== undefined && state !== 'Z'
}

const everyPid = () => fs.readdirSync('/proc').map(Number).filter(Number.isInteger)

// After the command's name, which may have blanks and brackets: state, then the parent.
const parentOf = (pid: number) => Number(/.*\) \w (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1])

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Megabytes that the system counts for a command's own process, below the one that prepares it: now (`VmRSS`), or at the
 * most so far (`VmHWM`); 0 while it is not there. Linux.
 */
export function memoryOf(parent: number, command: string, figure: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = fs.readFileSync(`/proc/${descendantOf(parent, command)}/status`, 'utf8')
    return Number(new RegExp(`${figure}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
