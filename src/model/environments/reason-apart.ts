import type { ShellStatement } from '../../parse/shell/ast.ts'
import { childrenOf } from '../../parse/shell/walk-commands.ts'
import { jobOfPip, purpose } from '../../tables/environments.ts'
import { meaningOf } from '../../tables/manager-options.ts'
import { nameOf, parentOf } from '../../text/paths.ts'
import { contains, type Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import { isDistribution, knownText } from './requirements.ts'
import type { Environment } from './session.ts'

/** Why a command that installs is meant for another environment than the project's, as a clause; null for any other. */
export function reasonApart(
  command: Command,
  use: ForeignUse,
  environment: Environment,
  source: string,
  isOwn: (name: string) => boolean,
  isDependency: (name: string) => boolean,
): string | null {
  const written = use.operands.map(({ span }) => source.slice(span.start, span.end))
  if (written.some(isDistribution) || use.options.some(isLocalIndex)) return 'it tries a built distribution'
  if (use.options.some(({ value }) => value?.text?.includes('://test.pypi.org/')))
    return 'it tries a release from TestPyPI'
  const fills = use.options.some(({ name }) => name !== null && meaningOf(use.manager, name) === 'elsewhere')
  if (environment.kind === 'throwaway' && !fills)
    return 'its environment is made for a purpose and thrown away'
  if (isFallback(command)) return 'it is what runs where uv is not installed'
  const own = use.operands.filter((word) => isOwn(nameIn(word)) && !/@/.test(knownText(word)))
  const again = use.options.some(({ name }) => name !== null && meaningOf(use.manager, name) === 'again')
  if (own.some((word) => again || /[=<>~!]=|[<>*]/.test(knownText(word))))
    return 'it tries a release of the package'
  if (use.operands.some(isOfMatrix)) return 'its versions come from a matrix'
  if (command.host === 'workflow' && use.operands.some((word) => isDependency(sourceIn(word) ?? '')))
    return 'it tries the sources of a dependency in place of its release'
  if (use.options.some(asksForOthers)) return 'it asks for other versions than those of a lock'
  const { context } = command.script
  if (context.kind === 'workflow' && context.job !== null && jobOfPip.test(context.job))
    return `job \`${context.job}\` tries pip itself`
  const named = namesOf(command).find((name) => purpose.test(name))
  return named === undefined ? null : `\`${named}\` says that it is meant so`
}

/** The name of what an address holds: of `x @ git+https://…`, `git+https://example.com/org/x.git@main`; null for no address. */
function sourceIn(word: ForeignUse['operands'][number]): string | null {
  const [, name, address] =
    /^(?:([\w.-]+)(?:\[[^\]]*\])?\s*@\s*)?git\+(\w+:\/\/[^@#]*)/.exec(knownText(word)) ?? []
  if (address === undefined) return null
  return name ?? nameOf(address.replace(/\/$|\.git$/, ''))
}

/** `--pre`, `--resolution lowest-direct`: versions that no lock of the project holds. */
function asksForOthers({ name, value }: ForeignUse['options'][number]): boolean {
  return (
    name === '--pre' ||
    (name === '--prerelease' && value?.text === 'allow') ||
    (name === '--resolution' && /^lowest/.test(value?.text ?? ''))
  )
}

function nameIn(word: ForeignUse['operands'][number]): string {
  return knownText(word).replace(/[[<>=!~;@ *].*$/s, '')
}

function isLocalIndex({ name, value }: ForeignUse['options'][number]): boolean {
  return (name === '--find-links' || name === '-f') && value !== undefined && !value.text?.includes('://')
}

function isOfMatrix({ parts }: ForeignUse['operands'][number]): boolean {
  return parts.some((part) => part.kind === 'hole' && /\bmatrix\./.test(part.source))
}

const isAction = /(?:^|\/)action\.ya?ml$/

/** How the workflow, the job, the step, the recipe or the script file of a command is called. */
function namesOf({ path, host, script: { context } }: Command): readonly string[] {
  if (host === 'script') return [nameOf(path)]
  if (context.kind === 'workflow')
    return [isAction.test(path) ? nameOf(parentOf(path)) : nameOf(path), context.job, context.step].filter(
      (name) => name !== null,
    )
  if (context.kind === 'make' || context.kind === 'just') return [context.target]
  return context.kind === 'config' ? [context.key] : []
}

/**
 * Whether it runs only where a test for uv has failed, or where another branch uses uv: `if command -v uv; then … else pip …`,
 * `uv … || pip …`, `if [ "$MANAGER" = uv ]; then uv … else pip …`.
 */
export function isFallback({ script, span }: Command): boolean {
  const pending: { statement: ShellStatement; without: boolean }[] = holding(script.statements, span).map(
    (statement) => ({ statement, without: false }),
  )
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { statement, without } = next
    if (!contains(statement.span, span)) continue
    if (statement.kind === 'command') {
      if (without) return true
      continue
    }
    if (statement.kind === 'if') {
      let missed = without
      const { branches, otherwise } = statement
      const usesUv = branches.filter(({ body }) => body.some(takesTool))
      for (const branch of branches) {
        const { condition, body } = branch
        const other = usesUv.some((one) => one !== branch) || otherwise.some(takesTool)
        const here = missed || lacksUv(condition) || (other && !usesUv.includes(branch))
        pending.push(...body.map((inner) => ({ statement: inner, without: here })))
        pending.push(...condition.map((inner) => ({ statement: inner, without: missed })))
        missed ||= asksForUv(condition)
      }
      const last = missed || (usesUv.length > 0 && !otherwise.some(takesTool))
      pending.push(...otherwise.map((inner) => ({ statement: inner, without: last })))
      continue
    }
    if (statement.kind === 'and-or' && statement.operator === '||') {
      pending.push({ statement: statement.left, without })
      pending.push({ statement: statement.right, without: without || startsUv(statement.left) })
      continue
    }
    pending.push(...childrenOf(statement).map((inner) => ({ statement: inner, without })))
  }
  return false
}

/** Those of some statements in their order that hold a span. */
function holding(statements: readonly ShellStatement[], span: Span): readonly ShellStatement[] {
  let [low, high] = [0, statements.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((statements[middle]?.span.start ?? 0) <= span.start) low = middle + 1
    else high = middle
  }
  return statements.slice(Math.max(0, low - 1), low)
}

function asksForUv(condition: readonly ShellStatement[]): boolean {
  const [only] = condition
  return (
    condition.length === 1 &&
    only?.kind === 'command' &&
    /^(?:command|which|type|hash|has)$/.test(only.words[0]?.text ?? '') &&
    only.words.some(({ text }) => text === 'uv')
  )
}

/** `! command -v uv` is kept as a command whose first word is the bang. */
function lacksUv(condition: readonly ShellStatement[]): boolean {
  const [only] = condition
  return (
    condition.length === 1 &&
    only?.kind === 'command' &&
    only.words[0]?.text === '!' &&
    only.words.some(({ text }) => text === 'uv')
  )
}

/** Whether a statement uses uv for more than installing as pip does, which is drift as well. */
function takesTool(statement: ShellStatement): boolean {
  return startsUv(statement) && !(statement.kind === 'command' && statement.words[1]?.text === 'pip')
}

function startsUv(statement: ShellStatement): boolean {
  if (statement.kind === 'and-or') return startsUv(statement.right) || startsUv(statement.left)
  return statement.kind === 'command' && statement.words[0]?.text === 'uv'
}
