// Random choices that a seed repeats.

/** A generator of numbers in [0, 1) from a 32-bit seed (mulberry32), with what tests choose by it. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  /** A whole number from 0 to `most`, both included. */
  const upTo = (most) => Math.floor(next() * (most + 1));
  return {
    upTo,
    /** One of these. */
    of: (choices) => choices[upTo(choices.length - 1)],
    /** Whether something that happens once in `times` does. */
    once: (times) => upTo(times - 1) === 0,
    /** Up to `most` of what `make` makes. */
    some: (most, make) => Array.from({ length: upTo(most) }, make),
  };
}
