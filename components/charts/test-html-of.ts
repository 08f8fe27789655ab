import type { ReactNode } from 'react'
import { renderToReadableStream } from 'react-dom/server'

/** What the server writes for a part with pictures, whose files are loaded first: without React's marks between texts. */
export async function htmlOf(part: ReactNode): Promise<string> {
  const stream = await renderToReadableStream(part)
  await stream.allReady
  return (await new Response(stream).text()).replaceAll('<!-- -->', '')
}
