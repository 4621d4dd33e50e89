import type { Cue } from './cue.ts'

const before = 'it stands before the command in its clause'
const after = 'it follows the command'

type Ban = readonly [cue: string, like: RegExp, yes: string, no: string]

/** Words that forbid what stands after them in their clause. Each with a sentence of yes and of no. */
const words: readonly Ban[] = [
  [
    'never',
    /\bnever\b(?! (?:forget|worry|panic)\b).*◆/i,
    'Never use `pip install x` here.',
    'Never forget to run `pip install x`.',
  ],
  [
    'do not',
    /\b(?:do|does|must|should|shall|may|can) ?n[o']t\b(?! (?:forget|hesitate|worry|panic|have)\b).*◆/i,
    'You should not run `pip install x`.',
    'Do not hesitate to run `pip install x`.',
  ],
  [
    'don’t',
    /\bdon['’]?t\b(?! (?:forget|hesitate|worry|panic|have)\b).*◆/i,
    'Please don’t use `pip install x`.',
    "Don't forget to run `pip install x`.",
  ],
  [
    'not so',
    /\bnot (?:use|run|call|install|recommended|allowed|supported|needed|required|necessary|possible)\b.*◆/i,
    'It is not allowed to call `pip install x`.',
    'If it is not installed, run `pip install x`.',
  ],
  [
    'no need',
    /\b(?:no need (?:to|for)|needn['’]t)\b.*◆/i,
    'There is no need to run `pip install x`.',
    'You need to run `pip install x`.',
  ],
  [
    'avoid',
    /\bavoid(?:s|ing)?\b(?![^:◇]*:).*◆/i,
    'Prefer the lock; avoid `pip install x`.',
    'Avoid problems: `pip install x`.',
  ],
  [
    'forbidden',
    /\b(?:forbid(?:s|den)?|prohibit(?:s|ed)?|ban(?:s|ned)?|block(?:s|ed)?|disallow(?:s|ed)?|discouraged)\b.*◆/i,
    'The hook blocks `pip install x`.',
    'A forbidden port: run `pip install x`.',
  ],
  [
    'instead of',
    /\b(?:instead of|rather than|in place of|replac(?:es|ed|ing))\b.*◆/i,
    'Use `uv add x` instead of `pip install x`.',
    'Instead of waiting, run `pip install x`.',
  ],
  [
    'no longer',
    /\bno longer\b.*◆/i,
    'We no longer `pip install x`.',
    'Run `pip install x`, it no longer fails.',
  ],
  [
    'without',
    /\bwithout\b(?![^,`◆]*[,`]).*◆/i,
    'It works without `pip install x`.',
    'Without Nix, run `pip install x`.',
  ],
  [
    'out of date',
    /\b(?:deprecated|obsolete|legacy)\b.*◆/i,
    'The legacy `pip install x` is gone.',
    'On legacy systems: run `pip install x`.',
  ],
  [
    'wrong',
    /\b(?:wrong|bad|refuse[sd]?|unlike|nor)\b.*◆/i,
    'Wrong: `pip install x`',
    'If something is wrong, run `pip install x`.',
  ],
]

/** Remarks after a command that forbid it. */
const remarks: readonly Ban[] = [
  [
    'a remark of no',
    /◆[`'")\s]*(?:#|\/\/|\(|—|–|-|←|<-)\s*(?:wrong|don['’]?t|do not|never|bad|no[!:.]|avoid|incorrect|❌|🚫|forbidden)/iu,
    '```sh\npip install x  # WRONG\n```',
    '```sh\npip install x  # no GPU there\n```',
  ],
  [
    'a remark of not this',
    /◆[`'")\s]*(?:#|\/\/|\(|—|–|-)\s*not?(?=[ \t]*(?:\n|$)|[ \t]+(?:this|that|like|good|ok|recommended|needed|allowed|pip|here)\b)/i,
    '```sh\npip install x  # not this\nuv add x\n```',
    '```sh\npip install x  # not waived\n```',
  ],
  [
    'is forbidden',
    /◆[`'")]*\s*(?:is|are|was|were|will be|gets?|has been)\s+(?:\w+ )?(?:forbidden|prohibited|banned|blocked|disallowed|wrong|deprecated)/i,
    'Running `pip install x` is forbidden.',
    'Running `pip install x` is fine.',
  ],
  [
    'is not wanted',
    /◆[`'")]*\s*(?:is|are|was|were)\s+(?:\w+ )?(?:not (?:allowed|recommended|supported|used|needed)|discouraged)/i,
    'Calling `pip install x` is not needed.',
    'Run `pip install x`, which is needed.',
  ],
  ['an arrow', /◆[`'")]*\s*(?:→|->|=>|⇒)/, '`pip install x` → `uv add x`', 'First → run `pip install x`'],
]

/** What forbids a command in its clause, in prose and in code alike. */
export const bans: readonly Cue[] = [
  {
    cue: 'a cross',
    where: 'clause',
    like: /^(?=.*(?:[❌🚫✗⛔✘👎]|â\u009dŒ|âŒ|ðŸš«).*◆)(?!.*\b(?:fail(?:s|ed|ure)?|errors?|not found|missing)\b)/iu,
    says: 'forbids',
    because: before,
    yes: ['❌ `pip install x`', '🚫 Never `pip install x`'],
    no: ['If it fails with an error ❌, run `pip install x`.'],
  },
  ...words.map(
    ([cue, like, yes, no]): Cue => ({
      cue,
      where: 'clause',
      like,
      says: 'forbids',
      because: before,
      yes: [yes],
      no: [no],
    }),
  ),
  ...remarks.map(
    ([cue, like, yes, no]): Cue => ({
      cue,
      where: 'clause',
      like,
      says: 'forbids',
      because: after,
      yes: [yes],
      no: [no],
    }),
  ),
]
