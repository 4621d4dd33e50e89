import { count } from '../../report/counts.ts'
import { printable } from '../../report/terminal/cells.ts'
import { wrap } from '../../report/terminal/wrap.ts'
import type { Person } from '../person.ts'
import type { FoundGround } from './survey.ts'

/** A question with two answers; the one in capitals is that of an empty line. Null when the person has left. */
export async function askYesNo(person: Person, question: string, usual: boolean): Promise<boolean | null> {
  const answer = await person.ask(`${question} [${usual ? 'Y/n' : 'y/N'}] `)
  if (answer === null) return null
  if (answer === '') return usual
  if (/^y(?:es)?$/i.test(answer)) return true
  if (/^no?$/i.test(answer)) return false
  return askYesNo(person, 'Please answer y or n.', usual)
}

/** Which folders of others are left out; all of them by an empty line. Null when the person has left. */
export async function askGrounds(
  person: Person,
  grounds: readonly FoundGround[],
): Promise<readonly FoundGround[] | null> {
  const question =
    grounds.length === 1
      ? 'Exclude it from every check? (all or none) [all] '
      : 'Exclude which of them from every check? (all, none, or numbers such as 1 3) [all] '
  for (;;) {
    const answer = await person.ask(question)
    if (answer === null) return null
    const chosen = chosenBy(answer, grounds)
    if (chosen) return chosen
  }
}

function chosenBy(answer: string, grounds: readonly FoundGround[]): readonly FoundGround[] | null {
  if (/^(?:|a|all|y|yes)$/i.test(answer)) return grounds
  if (/^(?:n|no|none)$/i.test(answer)) return []
  const numbers = answer.split(/[\s,]+/)
  const isKnown = numbers.every((word) => /^\d{1,6}$/.test(word) && grounds[Number(word) - 1])
  return isKnown ? grounds.filter((_, at) => numbers.some((word) => Number(word) === at + 1)) : null
}

/** The folders of others as a numbered list. */
export function groundList(
  grounds: readonly FoundGround[],
  findingsIn: (ground: FoundGround) => number,
  width: number,
): string[] {
  return grounds.flatMap((ground, at) => {
    const found = findingsIn(ground)
    const holds = `${count(ground.files, 'file')}${found > 0 ? `, ${count(found, 'finding')}` : ''}`
    return indented(`${at + 1} ${printable(ground.path)} (${holds}): ${printable(ground.reason)}`, width)
  })
}

/** A paragraph set in by two columns, its later lines by four. */
export function indented(text: string, width: number): string[] {
  return wrap(text, width - 2, 2).map((line) => `  ${line}`)
}

/** How many findings there are of each severity. */
export interface Tally {
  readonly name: string
  readonly findings: readonly { readonly severity: string }[]
}

/** Tallies below each other, with the severities above them. */
export function tallyTable(rows: readonly Tally[]): string[] {
  const severities = ['error', 'warning', 'note'] as const
  const width = Math.max(...rows.map(({ name }) => name.length))
  const line = (name: string, cells: readonly string[]) =>
    `  ${[name.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join('  ')}`
  return [
    line(
      '',
      severities.map((severity) => `${severity}s`),
    ),
    ...rows.map(({ name, findings }) =>
      line(
        name,
        severities.map((one) => String(findings.filter(({ severity }) => severity === one).length)),
      ),
    ),
  ]
}
