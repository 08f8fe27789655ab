import type { IncomingHttpHeaders } from 'node:http'

/**
 * Takes away a `Next-Router-State-Tree` that Next.js could not read, which it would answer with 500 on any page. Without
 * it the whole page is sent.
 */
export function dropOddRouterState(headers: IncomingHttpHeaders): void {
  const state = headers['next-router-state-tree']
  if (state !== undefined && !isState(String(state))) delete headers['next-router-state-tree']
}

/** A segment and what is below it, each of which is of the same shape. */
function isState(header: string): boolean {
  try {
    return isTree(JSON.parse(decodeURIComponent(header)), 0)
  } catch {
    return false
  }
}

const DEEPEST = 40

function isTree(given: unknown, depth: number): boolean {
  if (!Array.isArray(given) || depth > DEEPEST) return false
  const [segment, below] = given
  const isSegment = typeof segment === 'string' || (Array.isArray(segment) && typeof segment[0] === 'string')
  if (!isSegment || typeof below !== 'object' || below === null || Array.isArray(below)) return false
  return Object.values(below).every((tree) => isTree(tree, depth + 1))
}
