import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'
import { type ChosenRoot, chooseRoot, pathInside } from './choose-root.ts'
import { singleFormat } from './find-rule.ts'
import { inspectCommands } from './inspect/commands.ts'
import { inspectConfig } from './inspect/config.ts'
import { inspectFiles } from './inspect/files.ts'
import { inspectFlake } from './inspect/flake.ts'
import { inspectSessions } from './inspect/sessions.ts'
import { openRepository } from './open-repository.ts'
import type { Request } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

const subjects = ['commands', 'sessions', 'flake', 'files', 'config'] as const

/** Shows what policy-check understood: `inspect commands|sessions|flake|files|config [path]`. */
export async function inspectCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  const [given, ...paths] = operands
  const subject = subjects.find((name) => name === given)
  if (!subject) {
    const meant = nearest(given ?? '', subjects)
    const message =
      given === undefined ? 'Inspect what?' : `There is nothing to inspect that is called \`${given}\`.`
    return new UsageError(message, {
      next: meant ? `Did you mean \`inspect ${meant}\`?` : `Known: ${subjects.join(', ')}.`,
    })
  }
  const format = singleFormat(values.format, ['text', 'json', 'jsonl'])
  if (format instanceof UsageError) return format
  const place = placeFor(subject, terminal.cwd, paths)
  if (place instanceof UsageError) return place
  const opened = openRepository(place.root, allRules, { ...values, cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  const request = { ...opened, format, within: place.within }
  const shown = {
    commands: () => inspectCommands(request),
    sessions: () => inspectSessions(request),
    flake: () => inspectFlake(request),
    files: () => inspectFiles(request),
    config: () => inspectConfig(request),
  }
  const text = await shown[subject]()
  if (text instanceof UsageError) return text
  terminal.output.write(text)
  return 0
}

/** `inspect config` may be asked about a file that does not exist yet. */
function placeFor(
  subject: (typeof subjects)[number],
  cwd: string,
  paths: readonly string[],
): ChosenRoot | UsageError {
  const place = chooseRoot(cwd, subject === 'config' ? [] : paths)
  if (place instanceof UsageError || subject !== 'config' || paths.length === 0) return place
  const [path] = paths
  const inside = path === undefined ? null : pathInside(place.root, path, cwd)
  if (inside === null || paths.length > 1)
    return new UsageError('`inspect config` takes one path of the repository.')
  return { ...place, within: [inside] }
}
