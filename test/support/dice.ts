/** Repeatable chance: the same seed gives the same throws. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** At least 0 and below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** True in this share of the throws. */
  chance(share: number): boolean {
    return this.next() < share
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  /** The items that a throw each keeps, in their order. */
  some<Item>(items: readonly Item[], share: number): Item[] {
    return items.filter(() => this.chance(share))
  }

  /** Between `least` and `most` picks. */
  several<Item>(items: readonly Item[], least: number, most: number): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, () => this.pick(items))
  }
}

/** The seeds of a campaign: `POLICY_CHECK_SEED` moves all of them, so that other cases can be tried. */
export function seeds(count: number): readonly number[] {
  const first = Number(process.env.POLICY_CHECK_SEED ?? 1)
  return Array.from({ length: count }, (_, at) => first * 1_000_003 + at)
}
