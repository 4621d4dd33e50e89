import type { Hover } from 'vscode-languageserver'
import { Absent } from '../../model/absent.ts'
import type { Command } from '../../model/commands/command.ts'
import { markdownText } from '../../report/table-cell.ts'
import { printable } from '../../report/terminal/cells.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { allRules } from '../all-rules.ts'
import { environmentWords } from '../environment-words.ts'
import { pageOf } from './editor-diagnostics.ts'
import { rangeIn } from './editor-places.ts'
import type { Snapshot } from './live-repository.ts'

/** What is known at an offset: the rules that find something there, and what was understood of the command. */
export function hoverAt(offset: number, file: SourceFile, { result }: Snapshot): Hover | null {
  const { repository } = result
  const holds = ({ span }: { readonly span: { readonly start: number; readonly end: number } }) =>
    span.start <= offset && offset <= span.end
  const found = result.findings.filter((finding) => finding.path === file.path && holds(finding))
  const commands = repository.fact('commands')
  const here =
    commands instanceof Absent ? [] : commands.all.filter((one) => one.path === file.path && holds(one))
  const command = here.at(-1)
  const span = command?.span ?? found[0]?.span
  if (!span) return null
  const rules = [...new Set(found.map(({ rule }) => rule))].flatMap((id) => aboutRule(id))
  const parts = [...rules, ...(command ? [aboutCommand(command, repository)] : [])]
  return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: rangeIn(file, span) }
}

function aboutRule(id: string): string[] {
  const rule = allRules.find((one) => one.id === id)
  if (!rule) return []
  const page = pageOf(id)
  const title = page === null ? `**${id}**` : `**[${id}](${page})**`
  return [`${title}: ${rule.says}\n\n${rule.why}`]
}

function aboutCommand(command: Command, repository: Snapshot['result']['repository']): string {
  const { words, directory, stance, audience, origin } = command
  const text = words.map((word) => word.text ?? '…').join(' ')
  const sessions = repository.fact('sessions')
  const session = sessions instanceof Absent ? undefined : sessions.of(command)
  const own = session?.commands.find(
    (one) => one.command === command || one.command.span.start === command.span.start,
  )
  const lines = [
    inCode(text),
    `- runs in ${directory === null ? 'a directory that is not known' : directory === '.' ? 'the root' : inCode(directory)}`,
    `- **${stance.value}**: ${markdownText(stance.because)}`,
    `- for a **${audience.value}**: ${markdownText(audience.because)}`,
    `- stands in: ${markdownText(origin)}`,
  ]
  if (session && own)
    lines.push(
      `- acts on ${environmentWords[own.environment.kind]}, with ${session.commands.length - 1} more in its session (${markdownText(session.origin)})`,
    )
  return lines.join('\n')
}

/** A code span on one line, whatever stands in the text. */
function inCode(text: string): string {
  return `\`${printable(text.replace(/\s+/g, ' ')).replaceAll('`', "'")}\``
}
