import { join } from 'node:path'
import { configName } from '../../config/load-config.ts'
import { schemaAddress } from '../../config/schema-address.ts'
import { exists } from '../../discover/open-file.ts'
import { statOf, writeBelow } from '../../fix/write-file.ts'
import type { Ground } from '../../model/pages/grounds.ts'
import { count } from '../../report/counts.ts'
import { printableLines } from '../../report/terminal/cells.ts'
import { byCodeUnits } from '../../text/order.ts'
import { UsageError } from '../../text/usage-error.ts'
import { listed } from '../../text/words.ts'
import { allRules } from '../all-rules.ts'
import { chooseRoot } from '../choose-root.ts'
import { writeSettings } from '../hook/write-settings.ts'
import { openRepository } from '../open-repository.ts'
import { repository } from '../program-version.ts'
import type { Request } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { configText } from './config-text.ts'
import { interview } from './interview.ts'
import { type Survey, survey } from './survey.ts'

/**
 * Looks at the repository and writes a commented configuration that keeps today's behaviour: after a talk on a terminal, at
 * once elsewhere and with `--yes`. With `--agent`, it writes the settings of a coding agent instead.
 */
export async function initCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const { root } = place
  if (values.agent !== undefined) return writeSettings(values.agent, root, terminal)
  const opened = openRepository(root, allRules, { cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  if (opened.config.path !== null) {
    return new UsageError(`There is a configuration already: \`${opened.config.path}\`.`, {
      next: '`policy-check inspect config PATH` shows what it decides.',
    })
  }
  if (statOf(join(root, configName))) return new UsageError(`\`${configName}\` exists already.`)
  const person = values.yes ? null : await terminal.person()
  const seen = await survey(opened)
  const schema = schemaOf(root)
  if (person === null) return writeAtOnce(root, seen, schema, terminal)
  try {
    return await interview({ root, opened, seen, schema }, person, terminal)
  } finally {
    person.leave()
  }
}

/** Where the schema of the configuration is had: in the repository where the program is installed in it, else published. */
function schemaOf(root: string): string | null {
  const own = 'node_modules/policy-check/policy-check.schema.json'
  return exists(join(root, own)) ? `./${own}` : (schemaAddress(repository) ?? null)
}

function writeAtOnce(
  root: string,
  seen: Survey,
  schema: string | null,
  terminal: Terminal,
): number | UsageError {
  const refusal = writeBelow(root, configName, configText(seen, seen.grounds, schema))
  if (refusal !== null) return new UsageError(`\`${configName}\` cannot be written: ${refusal}.`)
  terminal.output.write(printableLines(summary(seen)))
  return 0
}

function summary({ result, looked, grounds, found }: Survey): string {
  const total = result.findings.length
  const lines = [
    `Wrote ${configName} after checking ${count(result.files, 'file')}.`,
    ...looked,
    ...groundLines(grounds),
  ]
  if (total === 0) lines.push('Every rule holds.')
  for (const [id, number] of [...found].sort(([a], [b]) => byCodeUnits(a, b)))
    lines.push(`  ${id}: ${count(number, 'finding')}`)
  if (total > 0) {
    lines.push(
      'Next: `policy-check --fix` for what can be fixed, `policy-check --write-baseline` to accept the rest for now.',
    )
  }
  return `${lines.join('\n')}\n`
}

function groundLines(grounds: readonly Ground[]): string[] {
  if (grounds.length === 0) return []
  return [`Excluded ${listed(grounds.map(({ path }) => path))}: not this repository’s own work.`]
}
