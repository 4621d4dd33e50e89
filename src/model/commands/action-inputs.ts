import type { ParsedFile, UsedAction } from '../../parse/document.ts'
import { type Binding, boundName, type Script } from '../../parse/script.ts'
import { walkCommands } from '../../parse/shell/walk-commands.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'

/** What steps and jobs of the repository hand to its own composite actions and reusable workflows. */
export interface ActionInputs {
  /** The script as it runs for those who call its file: once for each set of values that it asks for. */
  called(script: Script, file: ParsedFile): Script
  /** Whether the action or workflow that is handed some code runs it. */
  runs(input: HandedCode): boolean
}

type HandedCode = NonNullable<(Script['context'] & { readonly kind: 'workflow' })['input']>

/** As many callers of one file are told apart. */
const mostCallers = 40

/** Looks for the callers when they are first asked for. */
export function findActionInputs(documents: Documents): ActionInputs {
  let callers: ReadonlyMap<string, readonly Binding[]> | undefined
  return {
    called(script, { file }) {
      const asked = script.context.kind === 'workflow' ? inputsIn(script, file.text) : new Set<string>()
      if (asked.size === 0) return script
      callers ??= bindingsOf(documents)
      const handed = distinct(callers.get(file.path) ?? [], asked)
      if (handed.length === 0) return script
      const own = script.bindings ?? [[]]
      return { ...script, bindings: own.flatMap((one) => handed.map((each) => [...one, ...each])) }
    },
    runs({ of, name }) {
      const wanted = `inputs.${name}`
      return calledBy(of, documents).some(({ document }) =>
        document.scripts.some(({ statements }) =>
          [...walkCommands(statements)].some(({ words }) => {
            const at = words[0]?.text === 'eval' || words[1]?.text === '-c' ? words.at(-1) : words[0]
            const alone = words.length === 1 || at !== words[0]
            return (
              alone && at?.parts.some((part) => part.kind === 'hole' && boundName(part.source) === wanted)
            )
          }),
        ),
      )
    },
  }
}

/** The files that `uses: ./…` means: an action by its folder, a workflow by its path, both from the root. */
function calledBy(uses: string, documents: Documents): ParsedFile[] {
  const path = uses.startsWith('./') ? resolvePath('.', uses) : null
  if (path === null) return []
  const names = [path, joinPath(path, 'action.yml'), joinPath(path, 'action.yaml')]
  return names.flatMap((name) => documents.get(name) ?? [])
}

function bindingsOf(documents: Documents): ReadonlyMap<string, readonly Binding[]> {
  const found = new Map<string, Binding[]>()
  for (const { file, document } of documents.all)
    for (const action of document.actions ?? [])
      for (const { file: called } of calledBy(action.text, documents)) {
        const known = found.get(called.path) ?? []
        if (known.length < mostCallers) found.set(called.path, [...known, valuesOf(action, file.path)])
      }
  return found
}

/** Values of one word; one of several is code, which stands where it is written. */
function valuesOf({ inputs }: UsedAction, path: string): Binding {
  return inputs.flatMap(({ name, text, span }) =>
    /\s|\$\{\{/.test(text) ? [] : [{ name: `inputs.${name}`, text, span, path }],
  )
}

/** The names of the inputs that a script and its settings ask for. */
function inputsIn({ span, settings = [] }: Script, text: string): ReadonlySet<string> {
  const asks = [text.slice(span.start, span.end), ...settings.map(({ template = '' }) => template)].join('\n')
  return new Set([...asks.matchAll(/\$\{\{\s*(inputs\.[\w-]+)\s*\}\}/g)].map(([, name = '']) => name))
}

/** The bindings that differ in what is asked for, one of each. */
function distinct(bindings: readonly Binding[], asked: ReadonlySet<string>): Binding[] {
  const known = new Map<string, Binding>()
  for (const binding of bindings) {
    const values = binding.filter(({ name }) => asked.has(name))
    const key = JSON.stringify(values.map(({ name, text }) => [name, text]))
    if (values.length > 0 && !known.has(key)) known.set(key, values)
  }
  return [...known.values()]
}
