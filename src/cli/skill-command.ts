import { check } from '../check.ts'
import type { Change } from '../fix/fix.ts'
import { writeChanges } from '../fix/write-changes.ts'
import { printable } from '../report/terminal/cells.ts'
import { skillFacts } from '../settle/skill/skill-facts.ts'
import {
  type SkillChange,
  type SkillOptions,
  type SkillState,
  skillState,
} from '../settle/skill/skill-in-step.ts'
import { applyEdits } from '../text/edit.ts'
import { linesOf, type SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'
import { type ChosenRoot, chooseRoot, pathInside } from './choose-root.ts'
import { openRepository } from './open-repository.ts'
import type { Request } from './read-arguments.ts'
import { tellOtherNames } from './tell-other-names.ts'
import type { Terminal } from './terminal.ts'

/**
 * The block of the skill document: prints it; with `--write` puts it into the documents; with `--check` says what differs
 * and exits with 1 when something does.
 */
export async function skillCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  if (values.write && values.check)
    return new UsageError('`--write` and `--check` exclude each other.', { next: 'Give one of them.' })
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const named = documentsOf(values.document ?? [], place, terminal.cwd)
  if (named instanceof UsageError) return named
  const opened = openRepository(place.root, allRules, { config: values.config, cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  const { config, discovery } = opened
  const options = config.settingsOf('skill-in-step').options(config.path ?? '') as unknown as SkillOptions
  const { repository } = await check(discovery, config, allRules)
  const { projects, shell } = skillFacts(repository, config, allRules)
  if (projects.length === 0 && shell === null)
    return new UsageError('There is no uv project and no dev shell that a skill could speak of.', {
      next: '`policy-check workspace` and `policy-check inspect flake` show what was found.',
    })
  const state = skillState([repository, config, allRules], {
    ...options,
    ...(named.length > 0 && { documents: named }),
  })
  if (values.check) return tellDifferences(state, discovery.sources, terminal)
  if (values.write) return writeDocuments(state, place.root, discovery.sources, terminal)
  terminal.output.write(`${state.block}\n`)
  tellLength(state, options, terminal)
  return 0
}

/** The documents that were named, as paths of the repository. */
function documentsOf(
  names: readonly string[],
  { root }: ChosenRoot,
  cwd: string,
): readonly string[] | UsageError {
  const paths: string[] = []
  for (const name of names) {
    const path = pathInside(root, name, cwd)
    if (path === null || !/\.mdc?$/.test(path))
      return new UsageError(`\`${name}\` is not a Markdown file of this repository.`, {
        next: 'Name a document such as `AGENTS.md`.',
      })
    paths.push(path)
  }
  return paths
}

function tellDifferences(
  { changes, documents }: SkillState,
  sources: readonly SourceFile[],
  terminal: Terminal,
): number {
  for (const { path, place, said } of changes) {
    const file = place && sources.find((source) => source.path === path)
    const { line, column } = file && place ? linesOf(file).position(place.span.start) : { line: 1, column: 1 }
    terminal.output.write(`${printable(`${path}:${line}:${column}: ${said.message} ${said.next}`)}\n`)
  }
  if (changes.length === 0) terminal.output.write(`${printable(documents.join(', '))}: in step.\n`)
  return changes.some(isDifference) ? 1 : 0
}

/** The documents as they are once the block is in them; those whose marks are broken are left out. */
export function editedDocuments(changes: readonly SkillChange[], sources: readonly SourceFile[]): Change[] {
  return changes.flatMap(({ path, said }) => {
    const [edit] = said.fix?.edits ?? []
    const before = sources.find((source) => source.path === path)?.text ?? null
    return edit ? [{ path, before, after: applyEdits(before ?? '', [edit]) }] : []
  })
}

/** A block that is too long is told, and nothing to fail for. */
function isDifference({ said }: SkillChange): boolean {
  return said.severity !== 'note'
}

/** Writes the block into each document, all or none: a document whose marks are broken stops the rest. */
function writeDocuments(
  { changes, documents }: SkillState,
  root: string,
  sources: readonly SourceFile[],
  terminal: Terminal,
): number | UsageError {
  const broken = changes.find((change) => isDifference(change) && !change.said.fix)
  if (broken) return new UsageError(`${broken.path}: ${broken.said.message}`, { next: broken.said.next })
  const edited = editedDocuments(changes, sources)
  const { failure, otherNames } = writeChanges(root, edited)
  if (failure) return new UsageError(`\`${failure.path}\` cannot be written: ${failure.reason}.`)
  tellOtherNames(otherNames, terminal)
  for (const path of documents) {
    const written = edited.find((one) => one.path === path)
    const did = written === undefined ? 'in step already' : written.before === null ? 'created' : 'written'
    terminal.output.write(`${printable(path)}: ${did}.\n`)
  }
  for (const { path, said } of changes)
    if (!said.fix) terminal.errors.write(`${printable(`${path}: ${said.message} ${said.next}`)}\n`)
  return 0
}

function tellLength({ words }: SkillState, options: SkillOptions, terminal: Terminal): void {
  if (words > options.words)
    terminal.errors.write(
      `The block has ${words} words, more than the ${options.words} that \`words\` allows.\n`,
    )
}
