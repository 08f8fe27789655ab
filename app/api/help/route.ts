import { wordsToFind } from '#lib/information/find-help.ts'
import { isSameOrigin, readForm, seeOther } from '#lib/platform/http.ts'

/** Leads a question to its answers, by its words alone: what else was typed into the box reaches no address and no log. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 })
  const words = wordsToFind((await readForm(request))?.get('asked') ?? '')
  return seeOther(words ? `/glossary?${new URLSearchParams({ q: words })}` : '/glossary?error=no-words')
}
