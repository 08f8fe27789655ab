import fs from 'node:fs'
import { descendantOf } from '#e2e/support/processes.ts'

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
