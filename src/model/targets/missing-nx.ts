import { nxTargets, packageScripts } from '../../parse/task-names.ts'
import { nxLaunchers } from '../../tables/task-runners.ts'
import { nearest } from '../../text/nearest.ts'
import { joinPath, nameOf, parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Command } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { readArguments } from '../programs/arguments.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Missing } from './missing-commands.ts'

/** A project of nx with what it can be asked for. */
interface NxProject {
  readonly path: string
  readonly targets: ReadonlySet<string>
}

/**
 * `nx run project:target`, `nx target project` where the project's `project.json` and the `package.json` beside it have no
 * such target (nx, "Project Configuration"). Plugins that nx.json names make targets of their own: then nothing is certain.
 */
export function missingNxTarget({ program, words }: Command, documents: Documents): Missing | null {
  const start = nxIn(program, words)
  if (start === -1) return null
  const settings = documents.get('nx.json')?.file
  if (!settings || infersTargets(settings)) return null
  const { operands } = readArguments(words, start + 1, new Set())
  const asked = askedOf(operands)
  if (!asked?.target || asked.project === '') return null
  const projects = projectsIn(documents)
  const found = projects.get(asked.project)
  if (projects.size === 0 || found?.targets.has(asked.target)) return null
  // A project may also be a package without a `project.json`.
  if (!found) return null
  const near = nearest(asked.target, found.targets)
  return {
    span: asked.span,
    message: `\`${found.path}\` has no target \`${asked.target}\`.`,
    next: near ? `Write \`${near}\`.` : 'Name one that exists, or add it there.',
  }
}

/** Where `nx` stands among the words of `nx …`, `npx nx …`, `pnpm exec nx …`; -1 for all else. */
function nxIn(program: string | null, words: readonly CommandWord[]): number {
  if (program === 'nx') return 0
  if (program === null || !nxLaunchers.has(program)) return -1
  const at = words.findIndex(({ text }, index) => index > 0 && text !== 'exec' && !text?.startsWith('-'))
  return words[at]?.text === 'nx' ? at : -1
}

function askedOf(operands: readonly CommandWord[]) {
  const [first, second] = operands
  if (first?.text === 'run') {
    const [project = '', target] = second?.text?.split(':') ?? []
    return second && { project, target, span: second.span }
  }
  // Any other first word with a project behind it is a target: `nx build app`.
  return first?.text && second?.text ? { project: second.text, target: first.text, span: first.span } : null
}

function infersTargets({ text }: SourceFile): boolean {
  return /"plugins"\s*:\s*\[\s*[^\]\s]/.test(text) || !/^\s*\{/.test(text)
}

function projectsIn(documents: Documents): ReadonlyMap<string, NxProject> {
  const found = new Map<string, NxProject>()
  for (const { file } of documents.all) {
    if (nameOf(file.path) !== 'project.json') continue
    const { names, project, open } = nxTargets(file)
    if (open || names.size === 0) continue
    const beside = documents.get(joinPath(parentOf(file.path), 'package.json'))?.file
    const targets = new Set([...names, ...(beside ? packageScripts(beside).names : [])])
    found.set(project ?? nameOf(parentOf(file.path)), { path: file.path, targets })
  }
  return found
}
