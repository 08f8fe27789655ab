/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // The image optimiser is where recent holes in Next.js were; our pictures are SVG.
  images: { unoptimized: true },
  // Native or worker code that a bundler must leave alone.
  serverExternalPackages: ['@myriaddreamin/typst-ts-node-compiler', 'pg', '@prisma/adapter-pg'],
  // Types and format are checked by `npm test`; a start should not check them again.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
}
