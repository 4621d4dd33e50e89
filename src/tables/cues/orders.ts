import type { Cue } from './cue.ts'

const order = 'the sentence tells the reader to run it'
const own = 'it stands as an instruction of its own'

type Verb = readonly [cue: string, like: RegExp, yes: string, no: string]

/** Verbs that order what stands right after them, or what follows `with`. */
const verbs: readonly Verb[] = [
  [
    'run as',
    /(?:run|execute|invoke) (?:it|them|these|this|those|everything|all|(?:the )?`?[\w-]+`?) (?:as|with|via)/,
    'In an environment of its own, run these as `pip install x`.',
    'It can run as `pip install x` or not.',
  ],
  ['run', /run(?:ning)?/, 'Run `pip install x` first.', 'The image runs `pip install x` at build time.'],
  ['use', /us(?:e|ing)/, 'Always use `pip install x`.', 'Who uses `pip install x`?'],
  [
    'execute',
    /execut(?:e|ing)/,
    'Execute `pip install x` and restart.',
    'The hook executes `pip install x`.',
  ],
  [
    'call',
    /(?:call(?:ing)?|invoke|type|enter|try|do|do an?)/,
    'You can also call `pip install x`.',
    'The call `pip install x` is slow.',
  ],
  [
    'fall back to',
    /(?:fall(?:ing)? back (?:to|on)|resort to|switch to|stick (?:to|with)|go with)/,
    'If uv fails, fall back to `pip install x`.',
    'It falls back to `pip install x`.',
  ],
  [
    'install with',
    /install(?:ing)?(?: [\w-]+){0,8} (?:with|via|using|by|through)/,
    'After cloning, you install the tools for all of the pages with `pip install x` from the root.',
    'The installer comes with `pip install x` built in.',
  ],
  [
    'start with',
    /(?:start(?:ing)?|launch)(?: [\w-]+){0,4} (?:with|via|using|by)/,
    'Start the server with `pip install x`.',
    'The start needs `pip install x`.',
  ],
  [
    'build with',
    /(?:add|sync|build|test|format|lint|check|update|upgrade|create|set ?up|(?:re)?generate|publish|open|verify|deploy|lock|activate|enable|reproduc(?:e|ing)|trigger|bump|downgrad(?:e|ing)|upgrading|updating|installing)(?: [\w'-]+){0,8} (?:with|via|using|by|through|by running)/,
    'Please update the tools with `pip install x`.',
    'The update came with `pip install x`.',
  ],
]

/** What orders a command in prose. The order counts. */
export const orders: readonly Cue[] = [
  {
    cue: 'column of wrong ways',
    where: 'column',
    like: /^\W*(?:(?:wrong|bad|don['’]?t|do not|never|avoid|instead of|not|before|old(?: way)?|pip\W*$|legacy)(?!\w)|[❌🚫✗⛔])/iu,
    says: 'forbids',
    because: 'the head of its column says so',
    yes: [
      '| Instead of | use |\n|---|---|\n| `pip install x` | `uv add x` |',
      '| ❌ | ✅ |\n|---|---|\n| `pip install x` | `uv add x` |',
    ],
    no: [
      '| Command | What |\n|---|---|\n| `pip install x` | tools |',
      '| Feature | `pip` command |\n|---|---|\n| x | `pip install x` |',
    ],
  },
  {
    cue: 'a row of no',
    where: 'row',
    like: /^(?!.*[✅✔✓])(?:.*\|)?\s*(?:(?:[❌🚫✗⛔✘]\uFE0F?)+\s*(?:no|never|don['’]?t|forbidden|wrong|bad)?|never|forbidden|don['’]?t|wrong)\s*(?:\||$)/iu,
    says: 'forbids',
    because: 'a cell of its row says so',
    yes: [
      '| Command | OK? |\n|---|---|\n| `pip install x` | ❌ |',
      '| | |\n|---|---|\n| ❌ | `pip install x` |',
    ],
    no: [
      '| Command | Linux | macOS |\n|---|---|---|\n| `pip install x` | ✅ | ❌ |',
      '| Command | Why |\n|---|---|\n| `pip install x` | never fails |',
    ],
  },
  {
    cue: 'a row of yes',
    where: 'row',
    like: /^\s*[✅✔✓]\uFE0F?\s*\|.*◆/u,
    says: 'runs',
    because: 'the first cell of its row says so',
    yes: ['| | |\n|---|---|\n| ✅ | `pip install x` |'],
    no: ['| Command | Linux | macOS |\n|---|---|---|\n| `pip install x` | ✅ | ❌ |'],
  },
  {
    cue: 'column of commands',
    where: 'column',
    like: /^\W*(?:(?:\w+\W+)?commands?\W*$|(?:安装|运行|执行|启动|测试)?(?:命令|指令|用法)|コマンド|명령|(?:commands?|run|usage|how(?: to)?|do|execute|example|invocation|shell|recipe|use|after|right|good|terminal|fix|solution|resolution|remedy|workaround|action|install(?:ation)?)\b|[✅✔])/iu,
    says: 'runs',
    because: 'the head of its column says so',
    yes: [
      '| Task | Command |\n|---|---|\n| Tools | `pip install x` |',
      '| Command | What |\n|---|---|\n| `cd a && pip install x` | tools |',
      '| Symptom | Fix |\n|---|---|\n| x is missing | `pip install x` |',
      '| 包 | 安装命令 |\n|---|---|\n| x | `pip install x` |',
    ],
    no: ['| Tool | Notes |\n|---|---|\n| x | needs `pip install x` |'],
  },
  {
    cue: 'what others do',
    where: 'sentence',
    like: /\b(?:used|had|wanted|tried) to\s+\w+\W*◆|\b(?:uses|used)\b[^.;:]{0,250}\bto\s+(?:run|call|execute|invoke)\W*◆/i,
    says: 'mentions',
    because: 'the sentence tells what is done, not what to do',
    yes: [
      'We used to call `pip install x` here.',
      'Under the hood, it uses a fetcher to run `pip install x`.',
    ],
    no: ['To use it, run `pip install x`.'],
  },
  ...verbs.map(
    ([cue, like, yes, no]): Cue => ({
      cue,
      where: 'order',
      like,
      says: 'runs',
      because: order,
      yes: [yes],
      no: [no],
    }),
  ),
  {
    cue: 'a numbered step',
    where: 'item',
    like: /^\s*\d+[.)]\s*`*◆`*(?:[.:]?\s*(?:\n|$)|\s+(?:—|–|-{1,2})\s)/,
    says: 'runs',
    because: own,
    yes: ['1. `pip install x`', '1. Open it.\n2. `pip install x`\n', '3. `pip install x` — the tools.'],
    no: ['1. `pip install x` is slow.'],
  },
  {
    cue: 'a lone item',
    where: 'section',
    like: /\b(?:commands?|set ?up|install\w*|quick ?start|getting started|usage|build\w*|test\w*|develop\w*|run\w*|workflow|bootstrap|scripts?|tasks?|tools?|contribut\w*|release\w*|lint\w*|format\w*|checks?|dependenc\w*|packages?|environments?)\b.*\n[-*+] ◆/i,
    says: 'runs',
    because: 'it is a whole item of a list of commands',
    yes: [
      '## Setup\n\n- `pip install x`\n- `pip install y`\n',
      '## Dependency management\n\n- `pip install x` — brings the tools\n',
    ],
    no: ['## History\n\n- `pip install x`\n', '## Setup\n\n- `pip install x` is slow\n'],
  },
  {
    cue: 'what something runs',
    where: 'sentence',
    like: /\b(?:runs|calls|executes|invokes|starts)\s[^.;]{1,200}\b(?:then|and|or)\s+`*◆/i,
    says: 'mentions',
    because: 'the sentence tells what another command runs',
    yes: ['`just lint` runs `ruff format` (in place), then `pip install x` (quietly).'],
    no: ['Run `ruff format`, then `pip install x`.'],
  },
  {
    cue: 'please',
    where: 'clause',
    like: /\b(?:please|just|simply|then|now)\s+`*◆/i,
    says: 'runs',
    because: own,
    yes: ['Please `pip install x` before you start.'],
    no: ['Just one package: x. The rest came from `pip install x`.'],
  },
  {
    cue: 'a checked item',
    where: 'item',
    like: /^\s*[-*+] \[[ xX]\]\s(?:.*\bI(?:['’]ve| have)? (?:ran|run|executed)\s+`*◆|\s*`*◆`*[.:]?\s*(?:$|\n|[-–—(:]\s?))/,
    says: 'runs',
    because: 'an item of a checklist asks for it',
    yes: ['- [ ] I ran `pip install x`', '- [ ] `pip install x`', '- [x] `pip install x` (twice)'],
    no: ['I ran `pip install x` and it broke.', '- [ ] `pip install x` is slow'],
  },
  {
    cue: 'an order and a colon',
    where: 'sentence',
    like: /^(?:[\p{L} ]{1,30}:\s+)?(?:IMPERATIVE)\b.*:\s+`*◆/iu,
    says: 'runs',
    because: order,
    yes: [
      'Get it to pass there first, then here: `pip install x`',
      '**Solution:** Install the framework: `pip install x`',
    ],
    no: ['The old way: one `pip install x` a day.'],
  },
  {
    cue: 'for a purpose',
    where: 'sentence',
    like: /^To [a-z]+(?: [\w'-]+){0,8}:\s+`*◆/u,
    says: 'runs',
    because: order,
    yes: ['To remove the tools: `pip install x`'],
    no: ['To whom it concerns `pip install x` is old.'],
  },
  {
    cue: 'use this one',
    where: 'sentence',
    like: /\b(?:use|using|run|with|fall(?:ing)? back (?:to|on)) [\w-]+(?: [\w-]+)?:[\s>]+`*◆/iu,
    says: 'runs',
    because: order,
    yes: [
      'To install the tools, use pip: `pip install x`. Or build them.',
      'If you have problems, you can always fall back to using regular pip:\n`pip install x`\n',
      '> **Note:**\n> If that fails (on Windows, for example), fall back to using regular pip:\n> `pip install x`\n',
    ],
    no: ['The use of pip: one `pip install x` a day.'],
  },
  {
    cue: 'an order at the end of its item',
    where: 'item',
    like: /^[\s>]*(?:[-*+•]|\d+[.)])\s+(?:install|sync|set ?up|add)(?:\s(?!(?:of|from|for|in|to|than|like|by|as|after|before|with|that|which|what|and|or)\s`*◆)[\w'’.-]+){1,12}\s`*◆`*\.?\s*(?:\n|$)/i,
    says: 'runs',
    because: order,
    yes: [
      '- Install the dependencies of the model `pip install x`\n',
      '1. Install tools for llama.cpp `pip install x`.\n2. Open it.\n',
    ],
    no: [
      '- Install what comes out of `pip install x`\n',
      '- Install the output that `pip install x` names\n',
    ],
  },
  {
    cue: 'what has to be done by it',
    where: 'sentence',
    like: /\b(?:needs?|has|have|ought) to be (?:installed|added|synced|updated|upgraded|built|run|started)\s+\(?(?:with|via|using|by|through)(?: running)?\s+`*◆/i,
    says: 'runs',
    because: order,
    yes: [
      'The file lists packages that need to be installed (via `pip install x`).',
      'It has to be built with `pip install x`.',
    ],
    no: ['It was installed with `pip install x`.'],
  },
  {
    cue: 'an order in brackets',
    where: 'sentence',
    like: /^(?:IMPERATIVE)\b[^.:()]*\(\s*`*◆`*\s*\)/iu,
    says: 'runs',
    because: order,
    yes: ['Install the dependencies (`pip install x`) and start.'],
    no: ['The dependencies (`pip install x`) are large.'],
  },
  {
    cue: 'an order and its means',
    where: 'sentence',
    like: /^(?:IMPERATIVE)\b(?!.*\bTOLD\b[^.;]*◆).*\b(?:with|via|using|by running|by)\s+[`"“]*◆/iu,
    says: 'runs',
    because: order,
    yes: ['Ensure that it passes with `pip install x`.'],
    no: ['Install what the image has with it, like others do by `pip install x`.'],
  },
  {
    cue: 'a remark',
    where: 'item',
    like: /^[\s>_+|\d.)*•·-]*(?:watch out|notes?|warning|caution|caveats?|gotchas?|beware|heads[- ]up)[:*_ —–-]{1,6}`*◆`*\s(?:is|has|does|will|would|can|could|may|might|must|should|[a-z]{3,20}s)\b/iu,
    says: 'mentions',
    because: 'a remark says what it does',
    yes: ['- **Watch out:** `pip install x` reuses what it has downloaded.'],
    no: ['- Note: `pip install x` first.', '- Tests: `pip install x` installs what they need'],
  },
  {
    cue: 'a label',
    where: 'item',
    like: /^(?:[\s>_+|\d.)*•·-]|\p{Extended_Pictographic}|\uFE0F)*(?:(?:[a-z][\w.-]{0,30}\**\s+[—–-]\s+)?[A-Z][\w /-]{0,40}(?::|\s+[—–-])\s*|[✅✔✓👍]\s*)`*◆/u,
    says: 'runs',
    because: own,
    yes: [
      '- Tools: `pip install x`',
      '✅ `pip install x`',
      '• Local development: `pip install x`',
      '1. **Install** — `pip install x` and verify it.',
      '4. **Install thoroughly** - `pip install x`',
      '- **uv** - Python package manager: `pip install x` (installs Pythons too)',
    ],
    no: ['- the export: `pip install x` took longer'],
  },
  {
    cue: 'a sentence of its own',
    where: 'item',
    like: /[.!?]\s+`*◆`*[.!]\s*(?:\n|$)/,
    says: 'runs',
    because: own,
    yes: ['Make sure that you have x installed. `pip install x`.'],
    no: ['It was slow. `pip install x` took a day.'],
  },
]

/** Where an order may begin: the start of a part, or a word that leads to it. */
export const leads: readonly string[] = [
  ...['then', 'and', 'or', 'to', 'can', 'you', 'please', 'always', 'just', 'first', 'also', 'should', 'must'],
  ...['will need to', 'either', 'via', 'now', 'next', 'simply', 'again', 'by', 'finally', 'may'],
]

/** Words before a verb after which it is no order. */
export const denials: readonly string[] = [
  'not',
  'never',
  "n['’]t",
  'who',
  'that',
  'which',
  'it',
  'they',
  'we',
]

/** Verbs with which an order begins a sentence. */
export const imperatives: readonly string[] = [
  ...['install', 'add', 'sync', 'build', 'test', 'format', 'lint', 'check', 'update', 'upgrade', 'create'],
  ...['set ?up', '(?:re)?generate', 'publish', 'open', 'verify', 'deploy', 'lock', 'activate', 'enable'],
  ...['start', 'launch', 'run', 'use', 'remove', 'fix', 'bootstrap', 'execute', 'get', 'make sure', 'ensure'],
]

/** Words that open what is told of others, of the past or of a condition. */
export const tellings: readonly string[] = [
  ...['used to', 'was', 'were', 'had', 'formerly', 'previously', 'once', 'the old', 'in the past'],
  ...['equivalent (?:to|of)', 'similar to', 'same as', 'like', 'such as', 'e\\.g\\.', 'analog(?:ous)?'],
  ...['compared? (?:to|with)', 'akin to', 'corresponds? to', 'alternative to', 'runs?', 'calls?', 'invokes?'],
  ...['behaves?', 'unlike', 'what', 'when', 'if', 'because', 'since', 'after', 'while', 'whether'],
]
