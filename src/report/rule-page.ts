import { readMarks } from '../rule/example.ts'
import type { AnyRule, Example } from '../rule/rule.ts'
import { optionFacts, optionsAsToml, tomlTable } from './rule-options.ts'
import { tableCell } from './table-cell.ts'
import { frame } from './terminal/code-frame.ts'

/** Everything a rule says about itself, as Markdown: `explain <rule>`, the page in `docs/rules/`, SARIF's help. */
export function rulePage(rule: AnyRule): string {
  const parts = [
    `# ${rule.id}`,
    rule.says,
    `**Why:** ${rule.why}`,
    ...(rule.leaves ? [`**Out of scope:** ${rule.leaves}`] : []),
    `**Default:** ${rule.severity}. **Fix:** ${fixesOf(rule)}.`,
    ...optionsOf(rule),
    ...(rule.examples.length > 0
      ? ['## Examples', ...rule.examples.flatMap((one) => exampleOf(rule.id, one))]
      : []),
    '## Switch it off',
    `In \`policy-check.toml\`, everywhere: \`rules.${rule.id} = "off"\`. At one place, with a reason:`,
    fenced('text', `# policy-check: ignore[${rule.id}] -- why it is right here`),
  ]
  return `${parts.join('\n\n')}\n`
}

/** The rules as a Markdown table, grouped, each linked to its page below `pages`. */
export function ruleTable(rules: readonly AnyRule[], pages: string): string {
  const groups = [...new Set(rules.map(({ group }) => group))]
  const rows = groups.flatMap((group) => [
    `| **${group}** | | | |`,
    ...rules
      .filter((rule) => rule.group === group)
      .map(
        (rule) =>
          `| [\`${rule.id}\`](${pages}${rule.id}.md) | ${rule.severity} | ${fixesOf(rule)} | ${tableCell(rule.says)} |`,
      ),
  ])
  return ['| rule | default | fix | says |', '|---|---|---|---|', ...rows].join('\n')
}

/** A fenced block whose fence is longer than any run of backticks in the text. */
export function fenced(info: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}${info}\n${text.replace(/\n$/, '')}\n${fence}`
}

/** Which kinds of fix a rule has, `–` without one. */
export function fixesOf(rule: AnyRule): string {
  return rule.fixes ?? '–'
}

function optionsOf(rule: AnyRule): string[] {
  const facts = optionFacts(rule)
  if (facts.length === 0) return []
  const rows = facts.map(
    ({ name, values, initial, says }) =>
      `| \`${name}\` | ${tableCell(values)} | ${initial === null ? '' : tableCell(`\`${initial}\``)} | ${tableCell(says)} |`,
  )
  const toml = optionsAsToml(rule)
  return [
    '## Options',
    ['| option | values | default | |', '|---|---|---|---|', ...rows].join('\n'),
    ...(toml ? ['In `policy-check.toml`, for example:', fenced('toml', toml)] : []),
  ]
}

function exampleOf(id: string, example: Example): string[] {
  const options = example.options ? ['With', fenced('toml', tomlTable(id, example.options))] : []
  const title = example.title ? [`### ${example.title}`] : []
  if (!example.wrong)
    return [...title, ...options, 'Right:', ...Object.entries(example.right ?? {}).map(fileOf)]
  const after = example.right ? ['After the fix:', ...Object.entries(example.right).map(fileOf)] : []
  return [...title, ...options, 'Wrong:', ...wrongFilesOf(example.wrong), ...after]
}

function fileOf([path, text]: [string, string]): string {
  return `\`${path}\`\n\n${fenced(languageOf(path), text)}`
}

/** The files with `^` under what a finding stands on. */
function wrongFilesOf(marked: Readonly<Record<string, string>>): string[] {
  const { files, places } = readMarks(marked)
  return Object.entries(files).map(([path, text]) => {
    const marks = new Map<number, string[]>()
    for (const place of places.filter((one) => one.path === path)) {
      for (const line of frame({ path, text }, place.span, Number.POSITIVE_INFINITY)) {
        if (line.number && line.marks) marks.set(line.number, [...(marks.get(line.number) ?? []), line.marks])
      }
    }
    const lines = text.split('\n').flatMap((line, at) => [line, ...together(marks.get(at + 1) ?? [])])
    return `\`${path}\`\n\n${fenced('text', lines.join('\n'))}`
  })
}

/** Marks of one line laid over each other. */
function together(marks: readonly string[]): string[] {
  if (marks.length === 0) return []
  const length = Math.max(...marks.map((mark) => mark.length))
  return [Array.from({ length }, (_, at) => (marks.some((mark) => mark[at] === '^') ? '^' : ' ')).join('')]
}

const languages: Readonly<Record<string, string>> = {
  nix: 'nix',
  toml: 'toml',
  sh: 'sh',
  md: 'markdown',
  yml: 'yaml',
  yaml: 'yaml',
  json: 'json',
}

function languageOf(path: string): string {
  return languages[path.slice(path.lastIndexOf('.') + 1)] ?? 'text'
}
