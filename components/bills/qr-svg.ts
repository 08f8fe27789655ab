import { createRequire } from 'node:module'
import path from 'node:path'

// A route handler gets a React of its own from Next.js, whose hooks the server renderer does not serve; it is loaded
// past the bundler, so that renderer, component and React are the same three packages as everywhere else. The portal is
// always started from its own folder.
const load = createRequire(path.join(process.cwd(), 'package.json'))

/**
 * A QR as SVG text for paper: error correction Q, because folds and stains cost modules, or M where a long link has to fit
 * a small corner; four modules of quiet around it, and one path, which typesets fastest.
 */
export function qrSvg(value: string, level: 'Q' | 'M' = 'Q'): string {
  const { createElement } = load('react') as typeof import('react')
  const { renderToStaticMarkup } = load('react-dom/server') as typeof import('react-dom/server')
  const { QRCodeSVG } = load('qrcode.react') as typeof import('qrcode.react')
  const looks = { level, marginSize: 4, size: 350, bgColor: '#ffffff', fgColor: '#000000' } as const
  return renderToStaticMarkup(createElement(QRCodeSVG, { value, ...looks, xmlns: 'http://www.w3.org/2000/svg' }))
}
