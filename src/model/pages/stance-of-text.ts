import type { Stance, Verdict } from './verdict.ts'

const banWords =
  /\b(?:never|(?:do|does|must|should|shall|may|can) ?n[o']t|don['’]?t|cannot|not (?:use|run|call|install|recommended|allowed|supported|needed|required|necessary|possible)|no need (?:to|for)|needn['’]t|avoid|forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?|block(?:s|ed)?|disallow(?:s|ed)?|discouraged|instead of|rather than|in place of|replac(?:es|ed|ing)|no longer|without|deprecated|obsolete|legacy|wrong|bad|refuse[sd]?|unlike|nor)\b/i

const everyBan = new RegExp(banWords.source, 'gi')

/** ❌ 🚫 ✗ ⛔ ✘ 👎, and ❌ read with the wrong encoding. */
const banMarks = /[❌🚫✗⛔✘👎]|â\u009dŒ|âŒ|ðŸš«/u

const goodMarks = /[✅✔👍]|✓|âœ…/u

const failure = /\b(?:fail(?:s|ed|ure)?|errors?|not found|missing)\b/i

/** The last ban that stands in a clause before the command. */
function bansBefore(clause: string): string | null {
  const mark = banMarks.exec(clause)
  if (mark && !failure.test(clause)) return mark[0]
  if (!banWords.test(clause)) return null
  const words = [...clause.matchAll(everyBan)]
  const word = words.at(-1)
  if (!word) return null
  if (
    /^(don['’]?t|do not|never)$/i.test(word[0]) &&
    /^\s*(?:forget|hesitate|worry|panic|have)\b/i.test(clause.slice(word.index + word[0].length))
  ) {
    return null
  }
  if (/^without$/i.test(word[0]) && /\bwithout\b[^,`]*[,`]/i.test(clause.slice(word.index))) return null
  return word[0]
}

/** The text with the marks of emphasis blanked, so that offsets stay. */
function withoutEmphasis(text: string): string {
  return text.replace(/\*+|__/g, (marks) => ' '.repeat(marks.length))
}

/** Where the clause that holds offset `at` begins: after ✅, `→`, an end of sentence, `;`, or a contrast. */
export function clauseStart(text: string, at: number): number {
  let start = 0
  for (const match of text
    .slice(0, at)
    .matchAll(/✅|→|->|=>|⇒|[.!?:](?=\s)|;|\n\s*\n|\n\s*[-*+|] |\||,? (?:but|use|try|run)\b|, /gi)) {
    const end = match.index + match[0].length
    if (
      /^, $/.test(match[0]) &&
      banWords.test(text.slice(start, match.index)) &&
      !/\b(?:use|run|uv)\b/i.test(text.slice(match.index, at))
    )
      continue
    if (
      /^,? (?:use|try|run)$/i.test(match[0]) &&
      /\b(?:never|n['’]t|not|to|than|of|cannot)$/i.test(text.slice(start, match.index))
    )
      continue
    if (/^:$/.test(match[0]) && bansBefore(text.slice(start, match.index))) continue
    start = end
  }
  return start
}

/**
 * The stance of a command that stands at `at`..`end` in a sentence: a ban before it in its clause or a remark after it
 * makes it forbidden. Null when the sentence says neither.
 */
export function banIn(marked: string, at: number, end: number): Verdict<'forbids'> | null {
  const text = withoutEmphasis(marked)
  const clause = text.slice(clauseStart(text, at), at)
  const ban = bansBefore(clause)
  if (ban && !goodMarks.test(clause.slice(clause.lastIndexOf(ban)))) {
    return { value: 'forbids', because: `“${ban.trim()}” stands before it` }
  }
  const after = text.slice(end)
  const trailing =
    /^[`'")\s]*(?:#|\/\/|\(|—|–|-|←|<-)\s*(?:\*+)?(wrong|don['’]?t|do not|never|bad|no[!:.]|not?(?=[ \t]*(?:\n|$))|not (?:this|that|like|good|ok|recommended|needed|allowed|supported|necessary|pip|poetry|conda|here)\b|avoid|incorrect|❌|🚫|forbidden)/iu.exec(
      after,
    )
  if (trailing) return { value: 'forbids', because: `“${(trailing[1] ?? '').trim()}” follows it` }
  const verdict =
    /^[`'")]*\s*(?:is|are|was|were|will be|gets?|has been)\s+(?:\w+ )?(forbidden|prohibited|banned|blocked|not allowed|discouraged|not recommended|not supported|disallowed|wrong|deprecated|not used|not needed)/i.exec(
      after,
    )
  if (verdict) return { value: 'forbids', because: `“${verdict[1]}” follows it` }
  if (/^[`'")]*\s*(?:→|->|=>|⇒)/.test(after))
    return { value: 'forbids', because: 'an arrow replaces it by what follows' }
  return null
}

const orders =
  /(?:^|[-.:;!?,(>*_\n|–—]|\p{Extended_Pictographic}\uFE0F?|\b(?:then|and|or|to|can|you|please|always|just|first|also|should|must|will need to|either|via|now|next|simply|again|and\/or|by)\b)[\s*_`"“]*(?:run(?:ning)?|use|using|execute|executing|execut(?:e|ing)|call|calling|invoke|type|enter|install(?:ing)?(?: (?:it|them|this|everything|all|[\w-]+)){0,5} (?:with|via|using|by|through)|try|do|start(?:ing)?(?: [\w-]+){0,4} (?:with|via|using|by)|do (?:a|an)|launch(?: [\w-]+){0,4} (?:with|via|using|by)|(?:add|sync|build|test|format|lint|check|update|upgrade|create|set up|setup|regenerate|generate|publish|open|verify|deploy|lock|activate|enable)(?: [\w'-]+){0,8} (?:with|via|using|by|through|by running))\s+(?:the\s+)?(?:following\s*)?(?:commands?\s*|a\s+|an\s+)?[`*_"“:\s]*$/iu

const orderedBy = /\b(?:with|via|using|by running|by)\s+[`*_"“]*$/i
const imperative =
  /^(?:[\s>*_+|\d.)-]|\p{Extended_Pictographic}|\uFE0F)*(?:then |now |next,? |finally,? |first,? |please |just |simply |you (?:can|should|must|may) (?:also |then |now |simply )?|\*\*[^*]+\*\*:? )*(?:install|add|sync|build|test|format|lint|check|update|upgrade|create|set up|setup|regenerate|generate|publish|open|verify|deploy|lock|activate|enable|start|launch|run|use|remove|fix|bootstrap|execute|get|make sure|ensure)\b/iu

/** What once was done, and what a program does: no order to the reader. */
const others =
  /\b(?:used|had|wanted|tried) to\s+\w+\W*$|\b(?:uses|used)\b[^.;:]{0,250}\bto\s+(?:run|call|execute|invoke)\W*$/i

/** Past and conditional tellings: what once was, what others do. */
const told =
  /\b(?:used to|was|were|had|formerly|previously|once|the old|in the past|equivalent (?:to|of)|similar to|same as|like|such as|e\.g\.|analog(?:ous)?|compared? (?:to|with)|akin to|corresponds? to|alternative to|runs?|calls?|invokes?|behaves?|unlike|what|when|if|because|since|after|while|whether)\b[^.;]*$/i

/** The content of the code span that the one at `at` follows after a comma, `and` or `or`. */
function joinedTo(text: string, at: number): { start: number; end: number } | null {
  const before = text.slice(0, at).replace(/`+$/, '')
  const found = /(`+)([^`\n]+)\1(?:,|,? (?:and|or|then|and then))\s+$/.exec(before.slice(-500))
  if (!found) return null
  const [, quote = '', content = ''] = found
  const start = Math.max(0, before.length - 500) + found.index + quote.length
  return { start, end: start + content.length }
}

/** Whether a clause tells what others do, its own order aside. */
function toldAfter(clause: string, verb: string): boolean {
  return told.test(clause.startsWith(verb) ? clause.slice(verb.length) : clause)
}

/** The stance of a code span by its sentence. `at` and `end` are those of the span's content. */
export function stanceInProse(marked: string, at: number, end: number, depth = 0): Stance {
  const text = withoutEmphasis(marked)
  const ban = banIn(text, at, end)
  if (ban) return ban
  const before = text
    .slice(sentenceStart(text, at), at)
    .slice(-300)
    .replace(/[`*_]+$/, '')
  const order = others.test(before) ? null : orders.exec(before)
  if (
    order &&
    !/\b(?:not|never|n['’]t|who|that|which|it|they|we) *$/i.test(before.slice(0, order.index + 1))
  ) {
    return { value: 'runs', because: 'the sentence tells the reader to run it' }
  }
  const alone =
    /^\s*\d+[.)]\s*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at).replace(/`+$/, '')) &&
    /^`*[.:]?\s*(?:\n|$)/.test(text.slice(end))
  if (alone || /\b(?:please|just|simply|then|now)\s+$/i.test(before)) {
    return { value: 'runs', because: 'it stands as an instruction of its own' }
  }
  const joined = depth < 8 ? joinedTo(text, at) : null
  if (joined && stanceInProse(text, joined.start, joined.end, depth + 1).value === 'runs')
    return { value: 'runs', because: 'it is joined to one that the reader is told to run' }
  if (/^\s*[-*+] \[[ xX]\].*\bI(?:['’]ve| have)? (?:ran|run|executed)\s+$/m.test(before)) {
    return { value: 'runs', because: 'an item of a checklist asks for it' }
  }
  const clause = () => text.slice(clauseStart(text, at), at)
  const verb = imperative.exec(before)?.[0]
  const first = before.replace(/(?:`[^`\n]+`(?:,|;|,? and|,? or)\s+)+$/, '')
  if (verb && (/:\s+$/.test(first) || (orderedBy.test(before) && !toldAfter(clause(), verb)))) {
    return { value: 'runs', because: 'the sentence tells the reader to run it' }
  }
  if (/^[\s>*_+|\d.)-]*(?:\p{Extended_Pictographic}|\uFE0F|\s)*(?:[A-Z][\w /-]{0,40}:\s*)?$/u.test(before)) {
    const mark = goodMarks.test(before)
    if (mark || /:\s*$/.test(before))
      return { value: 'runs', because: 'it stands as an instruction of its own' }
  }
  return { value: 'mentions', because: 'the sentence only speaks of it' }
}

function sentenceStart(text: string, at: number): number {
  let start = 0
  for (const match of text
    .slice(0, at)
    .matchAll(/[.!?](?=\s+[\p{Lu}*_`])|\n\s*\n|\n\s*[-*+] |\n\s*\d+[.)] |(?<!\\)\|/gu)) {
    start = match.index + match[0].length
  }
  return start
}

/** The stance of a command that a script shows: a ban, a status ("Installing x via pip…") or an instruction. */
export function stanceOfShown(line: string, at: number, end: number): Stance {
  const ban = banIn(line, at, end)
  if (ban) return ban
  const before = line.slice(0, at)
  if (/\bno\s+$/i.test(before)) return { value: 'mentions', because: 'the text says that there is none' }
  if (/\+\s*$/.test(before)) return { value: 'mentions', because: 'the text traces what runs' }
  if (
    /\b(?:\w+ing|done|ran|failed|via|error|skipp?(?:ed|ing))\b[^.:;]*$/i.test(before) &&
    !/\b(?:by|try|using|before|after|consider) \w*ing\b/i.test(before)
  ) {
    return { value: 'mentions', because: 'the text reports what happens' }
  }
  if (/\.\.\.|…/.test(line.slice(end, end + 4)))
    return { value: 'mentions', because: 'the text reports what happens' }
  return { value: 'runs', because: 'the text tells a person to run it' }
}
