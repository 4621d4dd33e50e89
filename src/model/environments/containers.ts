import type { ParsedFile } from '../../parse/document.ts'
import { ownEnvironments, taskFormats } from '../../tables/environments.ts'
import { isInside, nameOf } from '../../text/paths.ts'
import { contains, type Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import type { SessionKind } from './session.ts'

/** What holds the commands of one session. */
export interface Container {
  readonly key: string
  readonly kind: SessionKind
  readonly origin: string
}

/**
 * The container of a command that stands in no document: the job of a workflow, the stage of a Dockerfile, a script; and a
 * file of tasks as a whole, whose recipes share what lies on the disk and may run in any order.
 * @param aliases the `alias` commands of the file: what each holds runs whenever its user calls it
 */
export function containerOf(command: Command, parsed: ParsedFile, aliases: readonly Span[]): Container {
  const container = hostContainer(command, parsed)
  const alias = aliases.find((span) => contains(span, command.span))
  if (!alias) return container
  return { key: `${container.key} alias ${alias.start}`, kind: 'script', origin: command.origin }
}

function hostContainer(command: Command, { document, file }: ParsedFile): Container {
  const { context } = command.script
  switch (context.kind) {
    case 'workflow':
      return context.job === null
        ? { key: 'action', kind: 'job', origin: 'composite action' }
        : { key: `job ${context.job}`, kind: 'job', origin: `job \`${context.job}\`` }
    case 'dockerfile': {
      const at = stageAt(command, document.stages ?? [])
      const name = document.stages?.[at]?.name
      return { key: `stage ${at}`, kind: 'stage', origin: name ? `stage \`${name}\`` : 'image' }
    }
    case 'make':
    case 'just':
      return { key: 'tasks', kind: 'script', origin: `recipes of \`${nameOf(file.path)}\`` }
    case 'nix':
      return { key: `nix ${context.string.start}`, kind: 'script', origin: command.origin }
    case 'config': {
      if (ownEnvironments.has(context.format))
        return { key: context.format, kind: 'script', origin: `environments of \`${nameOf(file.path)}\`` }
      if (taskFormats.has(context.format))
        return { key: context.format, kind: 'script', origin: `tasks of \`${nameOf(file.path)}\`` }
      if (context.format === 'gitlab-ci') {
        const job = context.key.replace(/\.(?:script|after_script)$/, '')
        return { key: `job ${job}`, kind: 'job', origin: `job \`${job}\`` }
      }
      if (context.format === 'notebook') return { key: 'notebook', kind: 'terminal', origin: 'notebook' }
      const key = context.key.replace(/\[\d+\]$/, '')
      return { key: `${context.format} ${key}`, kind: 'script', origin: command.origin }
    }
    default:
      return { key: `script ${command.script.span.start}`, kind: 'script', origin: command.origin }
  }
}

/** The index of the stage that holds a command; -1 before the first `FROM`. */
export function stageAt({ span }: Command, stages: readonly { readonly span: Command['span'] }[]): number {
  let [low, high] = [0, stages.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stages[middle]?.span.start ?? 0) <= span.start) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Whether a document tells its readers to run the command; a file that it shows is a container of its own. */
export function isForReaders({ script }: Command): boolean {
  return script.host.startsWith('markdown')
}

/** Whether one directory holds the other, in either order. */
export function sharesFolder(a: string, b: string): boolean {
  return isInside(a, b) || isInside(b, a)
}
