import { temporaryPlace } from '../../tables/environments.ts'
import { lazily } from '../../text/lazily.ts'

/** What a value is looked at for: whether it is a place that does not outlive the script, or an interpreter of no venv. */
export type ValueKind = 'temporary' | 'interpreter'

const assignment = /(?:^|[\s;])"?([A-Za-z_]\w*)=["']?([^"'\n]*)/g

/** What the lines of a script set variables to, read in one walk when it is first asked. */
export class AssignedValues {
  readonly #first: () => ReadonlyMap<string, number>

  /** @param source the text of the file */
  constructor(source: string) {
    this.#first = lazily(() => {
      const first = new Map<string, number>()
      for (const { index, 1: name = '', 2: value = '' } of source.matchAll(assignment))
        for (const kind of kindsOf(value)) {
          const key = `${kind} ${name}`
          if (!first.has(key)) first.set(key, index)
        }
      return first
    })
  }

  /** Whether a variable was set to a value of a kind before an offset. */
  wasSet(name: string, kind: ValueKind, before: number): boolean {
    return (this.#first().get(`${kind} ${name}`) ?? before) < before
  }
}

function kindsOf(value: string): readonly ValueKind[] {
  return [
    ...(temporaryPlace.test(value) ? (['temporary'] as const) : []),
    ...(isInterpreter(value) ? (['interpreter'] as const) : []),
  ]
}

/** Whether a value is a path whose last part is an interpreter, and no path of a venv. */
function isInterpreter(value: string): boolean {
  const parts = value.split(/[\\/]/)
  const last = parts.at(-1) ?? ''
  return parts.length > 1 && last.includes('python') && /^[\w.]+$/.test(last) && !/v?env|\$\(|`/i.test(value)
}
