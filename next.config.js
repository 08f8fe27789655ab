/** `BUILD_DEMO=no` leaves out all that the demo alone is made of (scripts/build.ts, docs/deploy.md). */
const hasDemo = process.env.BUILD_DEMO !== 'no'

/**
 * What the rest of the portal imports of the demo and of the language of tests, in the importers' own words. Left out, each
 * name of these files is undefined, and live mode asks for none. Pages and handlers of the demo have an extension of their own.
 */
const OF_DEMO_ALONE = [
  '#components/demo/on-pages.tsx',
  '#lib/payments/gateway/demo-deliver.ts',
  './gateway/demo-log.ts',
  './demo-provider.ts',
  './demo-media.ts',
  './hi/demo.json',
  './en/demo.json',
  './messages/en-XA.ts',
  './language-pseudo.ts',
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // The web server does it (scripts/serve.ts): below it nothing could be changed in a page.
  compress: false,
  // The image optimiser is where recent holes in Next.js were; our pictures are SVG.
  images: { unoptimized: true },
  // Native or worker code that a bundler must leave alone.
  serverExternalPackages: ['@myriaddreamin/typst-ts-node-compiler', 'pg', '@prisma/adapter-pg'],
  // A page is shown when all of it is there: its title stands in its head, and does not follow in a part that scripts move.
  htmlLimitedBots: /.*/,
  // Every page says when the portal was last changed.
  env: { BUILT_AT: new Date().toISOString() },
  // Types and format are checked by `npm test`; a start should not check them again.
  typescript: { ignoreBuildErrors: true },
  pageExtensions: ['tsx', 'ts', ...(hasDemo ? ['demo.tsx', 'demo.ts'] : [])],
  turbopack: {
    root: import.meta.dirname,
    resolveAlias: hasDemo ? {} : Object.fromEntries(OF_DEMO_ALONE.map((name) => [name, false])),
  },
  // Every answer has these, those of `/api`, files and static ones too; what is a page's alone is in proxy.ts.
  headers: () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        // A bill or photo is no picture in another site's page, even for a browser that sends our cookie along.
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
      ],
    },
    {
      source: '/api/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'; sandbox" }],
    },
  ],
}
