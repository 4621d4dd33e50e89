import { unknown, type Value } from './value.ts'

/** A value that is computed when it is first asked for, once. A value that needs itself is unknown. */
export class Thunk {
  #compute: (() => Value) | null
  #value: Value | null = null

  constructor(compute: () => Value) {
    this.#compute = compute
  }

  /** A value that is known already. */
  static of(value: Value): Thunk {
    const thunk = new Thunk(() => value)
    thunk.#value = value
    return thunk
  }

  force(): Value {
    if (this.#value) return this.#value
    const compute = this.#compute
    if (!compute) return unknown
    this.#compute = null
    this.#value = compute()
    return this.#value
  }
}
