import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { keepTo, NOBODY } from '#lib/platform/outbound.ts'

/**
 * The thread that draws one PDF anew: Typst takes the looks of each page and nothing else, so that scripts, links, forms,
 * files within and what it said about its author are left behind. It is run by Node directly, never bundled.
 */
export type RedrawRequest = { bytes: Uint8Array; mostPages: number }
export type RedrawAnswer = { pdf: Uint8Array } | { reason: 'NOT_A_FILE_WE_TAKE' | 'TOO_MANY_PAGES' }

// What a person sent is looked at here: whatever it does, it calls nobody.
keepTo(NOBODY)

const { bytes, mostPages } = workerData as RedrawRequest
const compiler = NodeCompiler.create({ workspace: import.meta.dirname })
compiler.mapShadow(path.join(import.meta.dirname, 'given.pdf'), Buffer.from(bytes))
parentPort?.postMessage(redraw())

function redraw(): RedrawAnswer {
  const pages = pageCount()
  if (pages === null) return { reason: 'NOT_A_FILE_WE_TAKE' }
  if (pages > mostPages) return { reason: 'TOO_MANY_PAGES' }
  const images = Array.from({ length: pages }, (_, index) => `#image("given.pdf", page: ${index + 1})`)
  const mainFileContent = `#set page(width: auto, height: auto, margin: 0pt)\n${images.join('\n#pagebreak()\n')}`
  try {
    // Dated by nobody: equal files stay equal.
    return { pdf: new Uint8Array(compiler.pdf({ mainFileContent }, { creationTimestamp: 0 })) }
  } catch {
    return { reason: 'NOT_A_FILE_WE_TAKE' }
  }
}

/** How many pages it has; null for what cannot be read. Asked for a page that is not there, Typst says how many there are. */
function pageCount(): number | null {
  const asked = compiler.compile({ mainFileContent: '#image("given.pdf", page: 1000000)' })
  const diagnostics = asked.takeDiagnostics()
  const said = diagnostics ? compiler.fetchDiagnostics(diagnostics).map(({ message }) => message) : []
  const pages = Number(/only has (\d+) page/.exec(said.join())?.[1] ?? 0)
  return pages > 0 ? pages : null
}
