import type { Finding, Said } from '../../advise/finding.ts'
import type { Config } from '../../config/config.ts'
import { Absent } from '../../model/absent.ts'
import type { Repository } from '../../model/repository.ts'
import type { ParsedFile } from '../../parse/document.ts'
import type { AnyRule } from '../../rule/rule.ts'
import type { Place } from '../../text/span.ts'
import { skillBlock, wordsIn } from './skill-block.ts'
import { appended, findBlock, firstDifference, inEndingsOf, newDocument } from './skill-document.ts'
import { skillFacts } from './skill-facts.ts'

/** Where a skill stands that no option names. */
export const usualDocument = '.claude/skills/working-here/SKILL.md'

/** The options of `skill-in-step`. */
export interface SkillOptions {
  /** Paths; none for the documents that carry the block, and without one the usual one. */
  readonly documents: readonly string[]
  /** How many words the block may have. */
  readonly words: number
}

/** What is to be done to one document. */
export interface SkillChange {
  readonly path: string
  /** Where the document differs, or stands in for it; null for one that is to be made. */
  readonly place: Place | null
  readonly said: Said
}

/** The block, its length, and what keeps each document from carrying it. */
export interface SkillState {
  readonly block: string
  readonly words: number
  readonly documents: readonly string[]
  readonly changes: readonly SkillChange[]
}

/** Compares the documents that carry the block, or shall, with what it says today. */
export function skillState(
  facts: Parameters<typeof skillFacts>,
  { documents, words: budget }: SkillOptions,
): SkillState {
  const files = filesOf(facts[0])
  const block = skillBlock(skillFacts(...facts))
  const carriers = files.filter(
    ({ file }) => /\.mdc?$/.test(file.path) && findBlock(file.text).kind !== 'none',
  )
  const paths =
    documents.length > 0
      ? documents
      : carriers.length > 0
        ? carriers.map(({ file }) => file.path)
        : [usualDocument]
  const words = wordsIn(block)
  return {
    ...{ block, words, documents: paths },
    changes: paths.flatMap((path) => {
      const file = files.find((one) => one.file.path === path)?.file
      const change = file ? changeOf(path, file.text, block) : missing(path, block)
      const long = words > budget && file ? [tooLong(path, file.text, words, budget)] : []
      return [...(change ? [change] : []), ...long]
    }),
  }
}

/** The findings of the rule `skill-in-step`. */
export function skillInStep(...facts: Parameters<typeof skillFacts>): Finding[] {
  const [repository, config, rules] = facts
  const rule = rules.find(({ id }) => id === 'skill-in-step')
  if (!rule || !config.settingsOf(rule.id).enabled) return []
  const options = config.settingsOf(rule.id).options(config.path ?? usualDocument) as unknown as SkillOptions
  return skillState(facts, options).changes.flatMap(({ path, place, said }) => {
    const severity = config.settingsOf(rule.id).severity(path)
    const at = place ?? anyPlace(config, filesOf(repository))
    return severity === 'off' || !at ? [] : [finding(rule, severity, at, said)]
  })
}

function filesOf(repository: Repository): readonly ParsedFile[] {
  const documents = repository.fact('documents')
  return documents instanceof Absent ? [] : documents.all
}

function finding(rule: AnyRule, severity: Finding['severity'], at: Place, said: Said): Finding {
  return { rule: rule.id, severity, why: rule.why, related: [], ...said, ...at }
}

/** What stands in for a document that is not there: the configuration, else the first file. */
function anyPlace({ path }: Config, files: readonly ParsedFile[]): Place | null {
  const [first] = files
  const at = path ?? first?.file.path
  return at === undefined ? null : { path: at, span: { start: 0, end: 0 } }
}

function changeOf(path: string, text: string, block: string): SkillChange | null {
  const found = findBlock(text)
  if (found.kind === 'broken')
    return {
      ...{ path, place: { path, span: found.span } },
      said: { message: found.message, next: 'Keep one pair of marks, or take all of them out.' },
    }
  if (found.kind === 'none') {
    const end = { start: text.length, end: text.length }
    return {
      ...{ path, place: { path, span: end } },
      said: {
        message: 'This document does not say what is enforced.',
        next: 'Run `policy-check skill --write`.',
        fix: {
          ...{ title: 'Add the block', safety: 'safe' },
          edits: [{ path, span: end, text: appended(text, block) }],
        },
      },
    }
  }
  const old = text.slice(found.span.start, found.span.end)
  const fresh = inEndingsOf(text, block)
  if (old === fresh) return null
  const { gone, new: now } = firstDifference(old, fresh)
  return {
    ...{
      path,
      place: { path, span: { start: found.span.start, end: text.indexOf('-->', found.span.start) + 3 } },
    },
    said: {
      message: `The block is not in step: ${gone === '' ? '' : `it says \`${shown(gone)}\`, and `}today it says \`${shown(now)}\`.`,
      next: 'Run `policy-check skill --write`.',
      fix: {
        title: 'Write what holds today',
        safety: 'safe',
        edits: [{ path, span: found.span, text: fresh }],
      },
    },
  }
}

/** A line inside of a code span. */
function shown(line: string): string {
  const text = line.replaceAll('`', '').trim()
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function missing(path: string, block: string): SkillChange {
  return {
    ...{ path, place: null },
    said: {
      message: `There is no \`${path}\` that says what is enforced.`,
      next: 'Run `policy-check skill --write`.',
      fix: {
        ...{ title: `Create \`${path}\``, safety: 'safe' },
        edits: [{ path, span: { start: 0, end: 0 }, text: newDocument(path, block) }],
      },
    },
  }
}

function tooLong(path: string, text: string, words: number, budget: number): SkillChange {
  const found = findBlock(text)
  const span =
    found.kind === 'none'
      ? { start: text.length, end: text.length }
      : { start: found.span.start, end: found.span.start }
  return {
    ...{ path, place: { path, span } },
    said: {
      severity: 'note',
      message: `The block has ${words} words, more than the ${budget} that \`words\` allows.`,
      next: 'Raise `words`, or take suppressions and tasks out that nobody needs.',
    },
  }
}
