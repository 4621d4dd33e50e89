import { offsetOfRun, type Script } from '../../parse/script.ts'
import type { Command } from '../commands/command.ts'
import type { RoledCommand } from './roles.ts'

/** Steps and layers are shells of their own, so that what one activates is gone in the next. */
export function partsShells({ script: { context } }: Command): boolean {
  return (
    context.kind === 'workflow' ||
    context.kind === 'dockerfile' ||
    context.kind === 'make' ||
    context.kind === 'just'
  )
}

/** Commands of a job as its steps run them: a value where the step stands that does. */
export function inOrderOfRuns(roled: readonly RoledCommand[]): RoledCommand[] {
  const runsAt = ({ command: { script, span } }: RoledCommand) => offsetOfRun(script, span.start)
  return roled.toSorted((a, b) => runsAt(a) - runsAt(b))
}

/** Tells in whose shell a command of a job runs: a value runs in that of the step which names it. */
export function shellsOf(own: readonly Command[]): (command: Command) => Script {
  const isValue = ({ context }: Script) => context.kind === 'workflow' && context.value !== undefined
  const runsAt = (script: Script) => offsetOfRun(script, script.span.start)
  const inOrder = [...new Set(own.map(({ script }) => script))].sort((a, b) => runsAt(a) - runsAt(b))
  const holders = new Map<Script, Script>()
  let step: Script | undefined
  for (const script of inOrder) {
    if (!isValue(script)) step = script
    else if (step && runsAt(script) < step.span.end) holders.set(script, step)
  }
  return ({ script }) => holders.get(script) ?? script
}
