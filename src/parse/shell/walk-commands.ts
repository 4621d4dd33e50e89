import type { ShellCommand, ShellStatement } from './ast.ts'

/** The simple commands in statements of any depth, in their order; those in words that are code themselves included. */
export function* walkCommands(statements: readonly ShellStatement[]): Generator<ShellCommand> {
  const pending = [...statements].reverse()
  for (let statement = pending.pop(); statement; statement = pending.pop()) {
    if (statement.kind === 'command') yield statement
    const children = statement.kind === 'command' ? codeOf(statement) : childrenOf(statement)
    for (let index = children.length - 1; index >= 0; index--) pending.push(children[index] as ShellStatement)
  }
}

function codeOf({ words }: ShellCommand): readonly ShellStatement[] {
  return words.flatMap(({ code }) => code ?? [])
}

/** The statements directly inside a compound one. */
export function childrenOf(statement: Exclude<ShellStatement, ShellCommand>): readonly ShellStatement[] {
  switch (statement.kind) {
    case 'and-or':
      return [statement.left, statement.right]
    case 'pipeline':
      return statement.commands
    case 'if':
      return [
        ...statement.branches.flatMap((branch) => [...branch.condition, ...branch.body]),
        ...statement.otherwise,
      ]
    case 'loop':
      return [...statement.condition, ...statement.body]
    case 'case':
      return statement.arms.flat()
    case 'group':
    case 'function':
      return statement.body
  }
}
