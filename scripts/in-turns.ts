/**
 * Starts what it is given one after another, one a turn of the event loop, in the order in which it came. Node accepts one
 * waiting connection a turn (libuv since 1.45). Where hundreds of connections open at once and every one already accepted
 * starts its work in the same turn, turns grow long, and the last connections wait for seconds before anybody reads them.
 */
export function inTurns(): (start: () => void) => void {
  const waiting: (() => void)[] = []
  const turn = () => {
    const start = waiting.shift()
    if (waiting.length > 0) setImmediate(turn)
    start?.()
  }
  return (start) => {
    waiting.push(start)
    if (waiting.length === 1) setImmediate(turn)
  }
}
