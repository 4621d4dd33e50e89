import type { Document, ParsedFile, UsedAction } from '../../parse/document.ts'
import { offsetOfRun, type Script } from '../../parse/script.ts'
import type { ShellAssignment, ShellCommand } from '../../parse/shell/ast.ts'
import { walkCommands } from '../../parse/shell/walk-commands.ts'
import { joinPath, resolvePath, rootMark } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import { readUv, uvHas } from '../programs/uv-invocation.ts'
import { declares } from './script-variables.ts'

/**
 * Tells whether the steps of a file run in the environment of uv without being told to, from an offset on: an action has
 * activated it, or uv has synced into the Python that stands first on the `PATH` (uv, "Configuring the project environment
 * path"). Composite actions of the repository are looked through, one level deep.
 * @param root where uv keeps `.venv`, relative to the repository root
 */
export function environmentIn(
  { file, document }: ParsedFile,
  root: string,
  documents: Documents,
): (script: Script, offset: number) => boolean {
  let known: Map<string | null, number> | undefined
  const find = () => {
    const found = new Map<string | null, number>()
    const sources = { root, documents, followed: new Map() }
    for (const [job, steps] of stepsByJob(document)) {
      const at = new Follower(file.text, sources).follow(steps)
      if (at !== null) found.set(job, at)
    }
    return found
  }
  return (script, offset) => {
    const { context, fence } = script
    if (context.kind !== 'workflow' || fence !== undefined) return false
    known ??= find()
    const from = known.get(context.job)
    return from !== undefined && offsetOfRun(script, offset) >= from
  }
}

interface Sources {
  readonly root: string
  readonly documents: Documents
  /** What has come of composite actions that were looked through. */
  readonly followed: Map<string, Outcome>
}

interface Outcome {
  readonly active: boolean
  readonly kept: string | undefined
}

type Step =
  | { readonly at: number; readonly action: UsedAction }
  | { readonly at: number; readonly script: Script; readonly environment: string | undefined }

function stepsByJob({ actions = [], scripts }: Document): ReadonlyMap<string | null, readonly Step[]> {
  const jobs = new Map<string | null, Step[]>()
  const add = (job: string | null, step: Step) => {
    const known = jobs.get(job)
    if (known) known.push(step)
    else jobs.set(job, [step])
  }
  for (const action of actions) add(action.job, { at: action.span.start, action })
  for (const script of scripts) {
    const { context } = script
    if (context.kind !== 'workflow' || script.fence !== undefined) continue
    const at = offsetOfRun(script, script.span.start)
    add(context.job, { at, script, environment: context.projectEnvironment })
  }
  for (const steps of jobs.values()) steps.sort((a, b) => a.at - b.at)
  return jobs
}

/** Where a composite action is used: what its steps find set. */
interface Use {
  readonly environment: string | undefined
  readonly kept: string | undefined
}

/** Follows the steps of one job, or of an action that it uses, as far as they decide where uv installs. */
class Follower {
  readonly #text: string
  readonly #sources: Sources
  readonly #use: Use | undefined
  /** `UV_PROJECT_ENVIRONMENT` as an earlier step has set it for the later ones. */
  #kept: string | undefined
  /** Whether uv has synced, and whether the programs of its environment stand on the `PATH` of later steps. */
  #synced = false
  #onPath = false

  constructor(text: string, sources: Sources, use?: Use) {
    this.#text = text
    this.#sources = sources
    this.#use = use
    this.#kept = use?.kept
  }

  /** The offset behind which the environment is active, or null. */
  follow(steps: readonly Step[]): number | null {
    for (const step of steps) {
      const at = 'action' in step ? this.#action(step.action) : this.#script(step.script, step.environment)
      if (at !== null) return Math.max(at, step.at)
    }
    return null
  }

  #action(action: UsedAction): number | null {
    const { text, span, projectEnvironment } = action
    if (activates(action, this.#sources.root)) return span.end
    const path = text.startsWith('./') && !this.#use ? resolvePath('.', text) : null
    if (path === null) return null
    const { active, kept } = this.#inside(path, { environment: projectEnvironment, kept: this.#kept })
    this.#kept = kept
    return active ? span.end : null
  }

  #inside(path: string, use: Use): Outcome {
    const { documents, followed } = this.#sources
    const key = JSON.stringify([path, use.environment, use.kept])
    const known = followed.get(key)
    if (known) return known
    const action = documents.get(joinPath(path, 'action.yml')) ?? documents.get(joinPath(path, 'action.yaml'))
    const inner = new Follower(action?.file.text ?? '', this.#sources, use)
    const steps = (action && stepsByJob(action.document).get(null)) ?? []
    const outcome = { active: inner.follow(steps) !== null, kept: inner.#kept }
    followed.set(key, outcome)
    return outcome
  }

  #script({ statements }: Script, environment: string | undefined): number | null {
    let current = environment ?? this.#use?.environment ?? this.#kept
    for (const command of walkCommands(statements)) {
      const own = command.assignments.find(({ name }) => name === variable)
      const value = own && this.#sourceOf(own)
      if (own && (command.words.length === 0 || declares(command))) current = value
      else if (syncs(command) && isSystemPython(value ?? current)) return command.span.end
      this.#synced ||= syncs(command)
      this.#onPath ||= this.#putsOnPath(command)
      if (this.#synced && this.#onPath) return command.span.end
      this.#kept = this.#keptBy(command) ?? this.#kept
    }
    return null
  }

  /** `echo "UV_PROJECT_ENVIRONMENT=…" >> "$GITHUB_ENV"` */
  #keptBy(command: ShellCommand): string | undefined {
    const line = this.#writtenTo('GITHUB_ENV', command)
    return line === undefined ? undefined : /^UV_PROJECT_ENVIRONMENT=(.*)$/s.exec(line)?.[1]
  }

  /** `echo "$GITHUB_WORKSPACE/.venv/bin" >> "$GITHUB_PATH"` */
  #putsOnPath(command: ShellCommand): boolean {
    const line = this.#writtenTo('GITHUB_PATH', command)
    if (line === undefined) return false
    const path = line.replace(
      /^(?:\$\{?GITHUB_WORKSPACE\}?|\$\{\{\s*github\.workspace\s*\}\}|\$\{?PWD\}?|\$\(pwd\))\//,
      '',
    )
    return path === joinPath(this.#sources.root, '.venv/bin')
  }

  /** What a step writes into a file that GitHub reads after it. */
  #writtenTo(file: string, { words, redirections }: ShellCommand): string | undefined {
    const [program, word] = words
    if (program?.text !== 'echo' || !word) return undefined
    const isThere = redirections.some(({ target }) => target && this.#slice(target.span).includes(file))
    return isThere ? this.#slice(word.span).replace(/^["']|["']$/g, '') : undefined
  }

  #sourceOf({ value }: ShellAssignment): string {
    return value ? this.#slice(value.span) : ''
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end)
  }
}

const variable = 'UV_PROJECT_ENVIRONMENT'

/** What actions/setup-python calls the directory of its Python, directories of system Pythons, and asking Python itself. */
const systemPython =
  /^["']?(?:\$\{?(?:pythonLocation|Python3?_ROOT_DIR)\}?|\$\{\{\s*env\.(?:pythonLocation|Python3?_ROOT_DIR)\s*\}\}|\/usr(?:\/local)?|\/opt\/hostedtoolcache\/Python\/[^"'\s]+|\$\(python3? -c .*\bsys\.(?:base_|exec_)?prefix\b.*\))\/?["']?$/

function isSystemPython(value: string | undefined): boolean {
  return value !== undefined && value.length < 300 && systemPython.test(value.trim())
}

/** Whether uv installs the project's packages before anything else. */
function syncs({ words }: ShellCommand): boolean {
  if (words[0]?.text !== 'uv') return false
  const uv = readUv('uv', words)
  if (uv.subcommand !== 'sync' && uv.subcommand !== 'run') return false
  return !uvHas(uv, '--no-sync', '--isolated', '--no-project', '--dry-run', '--check', '--script')
}

/**
 * Whether a step activates the environment of the workspace: `activate-environment` of astral-sh/setup-uv, and before its
 * version 6 every `python-version`, whose environment stood at the repository root.
 */
function activates({ text, inputs }: UsedAction, root: string): boolean {
  const [, version = ''] = /^astral-sh\/setup-uv@(.*)$/is.exec(text) ?? []
  if (!/^astral-sh\/setup-uv(?:@|$)/i.test(text)) return false
  const input = (name: string) => inputs.find((each) => each.name === name)?.text
  if (/^v[45](?:\.|$)/.test(version)) return root === '.' && Boolean(input('python-version'))
  const directory = input('working-directory')?.replace(/^\$\{\{\s*github\.workspace\s*\}\}/, rootMark)
  if (resolvePath('.', directory || '.') !== root || input('venv-path')) return false
  return /^(?:true|True|TRUE)$/.test(input('activate-environment') ?? '')
}
