import type { SessionCommand } from '../../model/environments/session.ts'
import { behindUvRun } from '../../model/programs/behind-uv-run.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import { interpreter } from '../../model/programs/python.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { isDevelopmentTool } from '../../tables/distributions.ts'
import { packaging } from '../../tables/managers.ts'
import { code, onlyIdle } from '../translation.ts'
import type { Draft } from './draft.ts'
import { nameIn } from './packages.ts'
import type { DecidedLine } from './unit.ts'

/** More packages than this are a project's, and belong into a manifest. */
const most = 4

/**
 * A job that installs a few packages by name, nothing of the project, and then runs scripts: each script is given them, and
 * the project is left out, as before. Plans that and says so; false where the job does more.
 */
export function givenToScripts(draft: Draft): boolean {
  const { session, lines, readers, environments, syncs, closed } = draft.unit
  if (session.kind !== 'job' && session.kind !== 'script') return false
  if (lines.length === 0 || environments.length + syncs.length > 0 || closed) return false
  if (session.commands.length !== lines.length + readers.length || !lines.every(isByName)) return false
  const packages = lines.flatMap(({ item }) => item.use?.operands ?? []).filter((word) => !isPackaging(word))
  if (packages.length === 0 || packages.length > most) return false
  if (packages.some((word) => isOfProject(word, draft))) return false
  if (readers.length === 0 || !readers.every(isScript)) return false
  for (const { item } of lines) draft.steps.set(item, { kind: 'delete' })
  const beside = packages.flatMap((word): NewWords => ['--with', word])
  for (const item of readers) {
    const bare = behindUvRun(item.command.words, item.command.program)
    const words = ['uv', 'run', '--no-project', ...bare.options, ...beside, ...bare.words]
    draft.write(item, { kind: 'write', words })
  }
  draft.say(sayGiven(draft, beside))
  return true
}

function sayGiven({ unit, facts }: Draft, beside: NewWords): string {
  const [first, ...others] = unit.readers
  const source = facts.commands.source(first?.command.path ?? '')
  const bare = first ? behindUvRun(first.command.words, first.command.program).words.slice(0, 3) : []
  const rest = first && first.command.words.length > bare.length ? ['…'] : []
  const shown = code(['uv', 'run', '--no-project', ...beside, ...bare, ...rest], source)
  const alike =
    ['', ', and the other script alike'][others.length] ?? `, and the other ${others.length} alike`
  return `Only scripts need them here: give them to each and leave the project out, ${shown}${alike}.`
}

/** Whether a line installs packages by their names and nothing else. */
function isByName({ item: { use, environment } }: DecidedLine): boolean {
  return (
    use !== null &&
    (use.manager === 'pip' || use.manager === 'uv pip') &&
    (environment.kind === 'system' || environment.kind === 'unknown' || environment.kind === 'project') &&
    use.directories.length + use.files.length === 0 &&
    use.operands.every(({ text }) => text !== null && nameIn(text) !== null) &&
    onlyIdle(use)
  )
}

function isPackaging({ text }: CommandWord): boolean {
  return packaging.has(nameIn(text ?? '') ?? '')
}

/** Whether a package is a project of the repository, or a tool that looks at what is installed beside it. */
function isOfProject({ text }: CommandWord, { facts, unit }: Draft): boolean {
  const name = nameIn(text ?? '') ?? ''
  return (
    name === 'uv' ||
    isDevelopmentTool(name) ||
    facts.workspace?.member(name) !== undefined ||
    unit.lines.some(({ decision }) => decision.tools.some((tool) => tool.name === name))
  )
}

/** Whether a reader is a script that a bare interpreter starts, of the repository or brought by the job. */
function isScript({ command, target, use }: SessionCommand): boolean {
  if (use || command.uv || target?.kind !== 'script' || !interpreter.test(command.program ?? '')) return false
  return target.word.fromRoot !== undefined || target.text !== null
}
