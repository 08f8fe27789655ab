/**
 * How often a test with random input runs: `usual` times in `npm test`, `all` times in `npm run test:fuzz`. The seed is
 * fixed, so that what fails can be run again; `FUZZ_SEED` picks another.
 */
export function fuzz(usual: number, all: number): { numRuns: number; seed: number } {
  return { numRuns: process.env.FUZZ === 'all' ? all : usual, seed: Number(process.env.FUZZ_SEED ?? 26_11_2026) }
}
