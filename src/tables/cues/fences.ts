import type { Cue } from './cue.ts'

const above = 'the comment above the command says so'
const lead = 'the line before the fence says so'
const fence = (code: string, words = '') => `${words}\n\n\`\`\`bash\n${code}\n\`\`\`\n`

/** What decides of code in a fence before the words of its line do. */
export const approvals: readonly Cue[] = [
  {
    cue: 'a tick on its line',
    where: 'line',
    like: /[✅✔]/u,
    says: 'runs',
    because: 'its line approves it',
    yes: [fence('pip install x  # ✅ never mind')],
    no: [fence('pip install x')],
  },
]

const title = 'the title of the box around it says so'

/** Titles of tabs, folded texts and admonitions: what becomes of all that they hold, in code and in prose. */
export const boxTitles: readonly Cue[] = [
  {
    cue: 'a box of no',
    where: 'box',
    like: /^\W*(?:don['’]?t|do not|never|avoid|wrong|bad|incorrect|anti-?patterns?|not recommended|❌|🚫|⛔)(?!\w)/imu,
    says: 'forbids',
    because: title,
    yes: [
      `!!! danger "Never do this"\n\n    ~~~sh\n    pip install x\n    ~~~\n`,
      `:::danger Don't\n${fence('pip install x')}\n:::\n`,
      `<Tabs>\n<TabItem label="Wrong">\n${fence('pip install x')}\n</TabItem>\n</Tabs>\n`,
    ],
    no: [
      `!!! tip "Notes"\n\n    ~~~sh\n    pip install x\n    ~~~\n`,
      `<Tab title="pip">\n${fence('pip install x')}\n</Tab>\n`,
    ],
  },
  {
    cue: 'a box of the past',
    where: 'box',
    like: /\b(?:old|legacy|deprecated|obsolete|previous(?:ly)?|former(?:ly)?|before|historical|no longer|removed)\b/i,
    says: 'mentions',
    because: title,
    yes: [
      `<details>\n<summary>Old way</summary>\n${fence('pip install x')}\n</details>\n`,
      '!!! warning "Deprecated"\n\n    Run `pip install x`.\n',
    ],
    no: [`<details>\n<summary>Windows</summary>\n${fence('pip install x')}\n</details>\n`],
  },
]

/** What decides of code in a fence after the words of its line. The order counts. */
export const surroundings: readonly Cue[] = [
  {
    cue: 'a comment of yes',
    where: 'comment',
    like: /^(?!.*(?:\b(?:wrong|bad|incorrect)\b|❌))[\s#*_>(]*(?:right|good|correct|do|yes|after|new|use|better|preferred)\s*(?:[:!—–*_)-]|$)|[✅✔✓]/iu,
    says: 'runs',
    because: above,
    yes: [fence('# CORRECT\npip install x', 'Never do this:')],
    no: [fence('# Install the tools\npip install x')],
  },
  {
    cue: 'a comment of no',
    where: 'comment',
    like: /(?:^|[\s#*_>(])(?:wrong|bad|don['’]?t|do not|never|avoid|incorrect|not|before|old|instead of|anti-?patterns?)\s*(?:[:!—–*_)-]|$)|[❌🚫✗⛔]/iu,
    says: 'forbids',
    because: above,
    yes: [fence('# WRONG: past the lock\npip install x')],
    no: [fence('# not waived, the tools\npip install x')],
  },
  {
    cue: 'a comment that bans',
    where: 'comment',
    like: /\b(?:never|do not|don['’]t) (?:use|run|do|call|install|cd)\b/i,
    says: 'forbids',
    because: above,
    yes: [fence('# never run this by hand\npip install x')],
    no: [fence('# never a problem\npip install x')],
  },
  {
    cue: 'a comment of without uv',
    where: 'comment',
    like: /\bbare [`"']?python\d*\b|\b(?:without|instead of|rather than) [`"']?uv run\b/i,
    says: 'mentions',
    because: 'it runs without uv on purpose',
    yes: [fence('# use bare python here\npip install x')],
    no: [fence('# use python here\npip install x')],
  },
  {
    cue: 'a lead of without uv',
    where: 'lead',
    like: /\bbare [`"']?python\d*\b|\b(?:without|instead of|rather than) [`"']?uv run\b/i,
    says: 'mentions',
    because: 'it runs without uv on purpose',
    yes: [fence('pip install x', 'In the image, use bare `python` instead of `uv run`:')],
    no: [fence('pip install x', 'Use `uv run` here:')],
  },
  {
    cue: 'a lead of yes',
    where: 'lead',
    like: /[✅✔]|^\W*(?:after|correct|good|right|do)\W*:?\W*$/iu,
    says: 'runs',
    because: lead,
    yes: [fence('pip install x', '## Common mistakes\n\n**After:**')],
    no: [fence('pip install x', 'Before and after each change:')],
  },
  {
    cue: 'a lead of before',
    where: 'lead',
    like: /❌|🚫|⛔|✗|^\W*before\W*$/iu,
    says: 'forbids',
    because: lead,
    yes: [fence('pip install x', '**Before:**')],
    no: [fence('pip install x', 'Before you start:')],
  },
  {
    cue: 'a lead of no',
    where: 'lead',
    like: /^(?!.*\b(?:forget|worry|hesitate|have)\b)(?:.*[.!?]\s+)?\W*(?:instead of|rather than|not|wrong|bad|never|don['’]?t|do not|avoid|incorrect)\b[^.]*[:：]\W*$/iu,
    says: 'forbids',
    because: lead,
    yes: [fence('pip install x', 'Instead of:'), fence('pip install x', 'Never do this:')],
    no: [fence('pip install x', 'Do not forget the tools:')],
  },
  ...boxTitles,
  {
    cue: 'a heading of no',
    where: 'heading',
    like: /^(?!.*\b(?:panic|worry|forget)\b)\W*(?:never|don['’]?t|do not|prohibited|forbidden|banned|anti-?patterns?|common mistakes|what not to do|bad|wrong|avoid)\b/imu,
    says: 'forbids',
    because: 'the heading above says so',
    yes: [fence('pip install x', '## Common mistakes')],
    no: [fence('pip install x', '## Do not panic')],
  },
]

/** What decides of a command in a text that a script prints, after the words that ban it. */
export const shownCues: readonly Cue[] = [
  {
    cue: 'there is no',
    where: 'shown',
    like: /\bno\s+◆/i,
    says: 'mentions',
    because: 'the text says that there is none',
    yes: ['echo "No pip install x: use uv"'],
    no: ['echo "pip install x"'],
  },
  {
    cue: 'a trace',
    where: 'shown',
    like: /\+\s*◆/,
    says: 'mentions',
    because: 'the text traces what runs',
    yes: ['echo "+ pip install x"'],
    no: ['echo "pip install x"'],
  },
  {
    cue: 'a report',
    where: 'shown',
    like: /^(?!.*\b(?:by|try|using|before|after|consider) \w*ing\b[^.:;]*◆).*\b(?:\w+ing|done|ran|failed|via|error|skipp?(?:ed|ing))\b[^.:;]*◆/i,
    says: 'mentions',
    because: 'the text reports what happens',
    yes: ['echo "Installing the tools via pip install x"'],
    no: ['echo "Run: pip install x"'],
  },
  {
    cue: 'dots',
    where: 'shown',
    like: /◆.{0,2}(?:\.\.\.|…)/,
    says: 'mentions',
    because: 'the text reports what happens',
    yes: ['echo "(pip install x)..."'],
    no: ['echo "pip install x"'],
  },
]
