import { bans } from '../../tables/cues/bans.ts'
import type { Cue, CuePlace } from '../../tables/cues/cue.ts'
import { approvals, boxTitles, shownCues, surroundings } from '../../tables/cues/fences.ts'
import { denials, imperatives, leads, orders, tellings } from '../../tables/cues/orders.ts'
import type { Stance } from './verdict.ts'

/** The texts of the places that a command has; a place that it does not have is absent. */
export type Places = Partial<Readonly<Record<CuePlace, string>>>

/** Rows for a code span in prose, for code in a fence, and for a text that a script prints, in their order. */
export const cuesOf = {
  prose: [...bans, ...boxTitles, ...orders],
  fence: [...approvals, ...bans, ...surroundings],
  shown: [...bans, ...shownCues],
} as const

/** What is so where no row matches. */
const otherwise = {
  prose: { value: 'mentions', because: 'the sentence only speaks of it' },
  fence: { value: 'runs', because: 'a fence of shell code is run by its reader' },
  shown: { value: 'runs', because: 'the text tells a person to run it' },
} as const

/** What the first matching row says, with its name. */
export function decide(kind: keyof typeof cuesOf, places: Places): Stance {
  const row = cuesOf[kind].find((cue) => matches(cue, places))
  return row ? { value: row.says, because: `${row.cue}: ${row.because}` } : otherwise[kind]
}

/** Whether a row matches the words around a command. */
export function matches(cue: Cue, places: Places): boolean {
  const text = places[cue.where === 'order' ? 'sentence' : cue.where]
  if (text === undefined) return false
  const near = text.length > longest ? nearCommand(text) : text
  return patternsOf(cue).every((pattern) => pattern.test(near))
}

/** Longer texts are cut for the patterns of rows, some of which take quadratic time; in UTF-16 units. */
const longest = 1_000

function nearCommand(text: string): string {
  const from = Math.max(0, text.indexOf('◆') - longest / 2)
  return text.slice(from, from + longest)
}

const patterns = new WeakMap<Cue, readonly RegExp[]>()

/**
 * The patterns of a row, all of which have to match, with the lists that it names: where an order may begin, which verbs begin
 * one. Most sentences lack the verb of an order, which is found much sooner than where it may begin.
 */
function patternsOf(cue: Cue): readonly RegExp[] {
  const known = patterns.get(cue)
  if (known) return known
  const { like, where } = cue
  const made = where === 'order' ? [new RegExp(like.source, 'iu'), orderPattern(like)] : [withLists(like)]
  patterns.set(cue, made)
  return made
}

function withLists({ source, flags }: RegExp): RegExp {
  return new RegExp(
    source.replace('IMPERATIVE', imperatives.join('|')).replace('TOLD', `(?:${tellings.join('|')})`),
    flags,
  )
}

const begin = `(?:^|(?<!\\w)-|[.:;!?,(>_\\n|–—]|\\p{Extended_Pictographic}\\uFE0F?|\\b(?:${leads.join('|')})\\b)[\\s_\`"“]*`
const filler = '\\s+(?:the\\s+)?(?:following\\s*)?(?:commands?\\s*|an?\\s+)?[`_"“:\\s]*◆'
const denied = `(?<!\\b(?:${denials.join('|')}) *)`

/** A verb where an order may begin, with nothing between it and the command but the words that announce one. */
function orderPattern({ source }: RegExp): RegExp {
  return new RegExp(`${begin}${denied}(?:${source})${filler}`, 'iu')
}
