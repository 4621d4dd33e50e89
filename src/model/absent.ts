/** A part of the model that this repository does not have, with the reason that a skipped rule shows. */
export class Absent {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}
