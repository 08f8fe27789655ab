const AMPERES = 100
const VOLTS = 280
export type Phase = 'SINGLE' | 'THREE'

/** The most that a meter can pass where nobody has set it: 100 A at 280 V on each phase, in watts. */
export function usualMaxPowerW(phase: Phase): number {
  return AMPERES * VOLTS * (phase === 'THREE' ? 3 : 1)
}
