import { dirname } from 'node:path'
import { type Witness, watch } from '../../discover/witness.ts'
import { makeOwnDirectory, writeOwn } from '../../fix/write-file.ts'
import { forgetOldest } from '../kept-files.ts'
import type { Output, Terminal } from '../terminal.ts'
import { type Circumstances, identityOf, packed, type RunRecord, recordPath } from './record.ts'

/** All records together, in bytes; the oldest go first. */
const totalLimit = 64 * 1024 * 1024

/** Records one run, so that the next one of its kind can be replayed where nothing has changed. */
export class Recorder {
  readonly #identity: string
  readonly #path: string
  readonly #witness: Witness
  /** The folder of the program's own files, which change with each run. */
  readonly #own: string
  readonly #output: string[] = []
  readonly #errors: string[] = []

  private constructor(identity: string, path: string, witness: Witness) {
    this.#identity = identity
    this.#path = path
    this.#witness = witness
    this.#own = dirname(dirname(path))
  }

  /** Begins to record, or null for a run that cannot be replayed. */
  static begin(circumstances: Circumstances): Recorder | null {
    const identity = identityOf(circumstances)
    const path = identity && recordPath(identity, circumstances.env)
    return identity && path ? new Recorder(identity, path, watch()) : null
  }

  /** The terminal whose text is recorded on its way. */
  through(terminal: Terminal): Terminal {
    return {
      ...terminal,
      output: recorded(terminal.output, this.#output),
      errors: recorded(terminal.errors, this.#errors),
    }
  }

  /** Keeps the record of a run that ended with this exit code. Whoever cannot write it goes without. */
  keep(code: number): void {
    if (code !== 0 && code !== 1) return
    const record: RunRecord = {
      identity: this.#identity,
      sights: [...this.#witness.sights.values()]
        .filter(({ path }) => !path.startsWith(this.#own))
        .map(packed),
      questions: this.#witness.questions,
      output: this.#output.join(''),
      errors: this.#errors.join('').replace(progress, ''),
      code,
    }
    try {
      makeOwnDirectory(this.#own)
      makeOwnDirectory(dirname(this.#path))
      if (writeOwn(this.#path, JSON.stringify(record)) === null) forgetOldest(dirname(this.#path), totalLimit)
    } catch {
      // There is no place for it, or another run cleans up at the same time.
    }
  }
}

function recorded(output: Output, texts: string[]): Output {
  return {
    isTerminal: output.isTerminal,
    columns: output.columns,
    write(text) {
      texts.push(text)
      output.write(text)
    },
  }
}

/** The line that tells how far a long check is, as `Progress` writes it and takes it away. */
const progress = /\r\u001b\[2K(?:policy-check: \d+ of \d+ files)?/g
