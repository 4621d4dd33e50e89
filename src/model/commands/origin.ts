import type { MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import type { Script } from '../../parse/script.ts'
import { Absent } from '../absent.ts'
import type { Flake } from '../flake/flake.ts'

/** Where a script stands, in the words of its host, such as "step `Test` of job `build`". */
export function originOf(
  path: string,
  script: Script,
  headings: readonly MarkdownHeading[],
  flake: Flake | Absent,
): string {
  const { context } = script
  const heading = headings[0]
  const under = heading ? ` under "${heading.text}"` : ''
  if (script.fence !== undefined) {
    const { fence: _, ...own } = script
    return `${originOf(path, own, headings, flake)} in a fence${under}`
  }
  switch (context.kind) {
    case 'file':
      return 'shell script'
    case 'agent':
      return 'what the agent is about to run'
    case 'shebang':
      return 'shebang'
    case 'nix':
      return nixOrigin(path, context, flake)
    case 'markdown-fence':
      return `fence${under}`
    case 'markdown-span':
      return `code span${under}`
    case 'workflow': {
      const step = context.step ? `step \`${context.step}\`` : 'a step'
      const where = context.job ? `${step} of job \`${context.job}\`` : step
      return context.value ? `${valueOrigin(context.value.name)}, run by ${where}` : where
    }
    case 'dockerfile':
      return context.stage ? `stage \`${context.stage}\`` : 'Dockerfile'
    case 'make':
      return `target \`${context.target}\``
    case 'just':
      return `recipe \`${context.target}\``
    case 'config':
      return `\`${context.key}\``
  }
}

/** `matrix.command` in words. */
function valueOrigin(name: string): string {
  const dot = name.indexOf('.')
  const key = `\`${name.slice(dot + 1)}\``
  switch (name.slice(0, dot)) {
    case 'matrix':
      return `a value of matrix ${key}`
    case 'inputs':
      return `the default of input ${key}`
    default:
      return `the value of ${key}`
  }
}

function nixOrigin(
  path: string,
  context: Script['context'] & { kind: 'nix' },
  flake: Flake | Absent,
): string {
  if (!(flake instanceof Absent)) {
    for (const shell of flake.shells) {
      const hook = shell.hooks.find(
        ({ path: at, string }) =>
          at === path && string.start === context.string.start && string.end === context.string.end,
      )
      if (hook) return `\`${hook.attribute}\` of ${shell.owner}`
    }
  }
  if (context.writer) {
    const { name, function: writer } = context.writer
    return name ? `program \`${name}\`` : `\`${writer}\``
  }
  const { attributes } = context
  const last = attributes.at(-1)
  if (!last) return 'Nix string'
  const owner = attributes.at(-2)
  if (!owner) return `\`${last}\``
  const shell = attributes.some((name) => name === 'devShells' || name === 'devShell')
  return `\`${last}\` of ${shell ? 'devShell ' : ''}\`${owner}\``
}
