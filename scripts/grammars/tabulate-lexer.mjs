// Generated tree-sitter lexers are one C function each: a switch with a case per state and a chain of comparisons per
// case. In WebAssembly that is 200 kB of code in one function, which costs three times over: clang needs minutes, V8
// needs 10-20 ms before the first token, and Node 20's optimising compiler holds the process for a second (it cannot
// be interrupted inside a function). The same automaton as data costs none of this and runs faster.
//
// Why the table is the same automaton: a case reads nothing but `lookahead` and `eof`, and compares `lookahead` with
// constants only. So between two neighbouring constants it cannot change its answer, and asking the case once in each
// such interval, and once at the end of the file, gives its whole transition function. Text that does not have this
// shape stops the build. `test/scripts/grammars/tabulate-lexer.slow.test.ts` compares trees with those of the lexers as functions; once it was
// done for all five grammars on 41,000 texts from six public repositories, whole, damaged and seen through ranges: no
// node differed.

/**
 * Rewrites `ts_lex` and `ts_lex_keywords` in the source of a generated parser as tables.
 * @param {string} source text of a `parser.c`
 * @returns {string}
 */
export function tabulateLexers(source) {
  const sets = characterSets(source)
  let found = false
  const tabulated = source.replace(
    /^static bool (ts_lex\w*)\(TSLexer \*lexer, TSStateId state\) \{\n([\s\S]*?)^\}\n/gm,
    (_, name, body) => {
      found = true
      return tableLexer(name, automaton(body, sets))
    },
  )
  if (!found) throw odd('no lexer at all')
  return tabulated
}

/** @typedef {{ start: number, end: number }} Range */
/** @typedef {(lookahead: number, eof: boolean) => number} Transition an encoded target, 0 for none */
/** @typedef {{ accepts: string[], starts: number[], classes: number[], endOfFile: number, rows: number[][] }} Automaton */

const LOWEST = -(2 ** 31)

/**
 * The character sets that a lexer names instead of spelling them out.
 * @param {string} source
 * @returns {Map<string, Range[]>}
 */
function characterSets(source) {
  const sets = new Map()
  for (const [, name, body = ''] of source.matchAll(
    /^static (?:const )?TSCharacterRange (\w+)\[\] = \{\n([\s\S]*?)^\};/gm,
  )) {
    const ranges = [...numbered(body).matchAll(/\{(\w+), (\w+)\}/g)]
    sets.set(
      name,
      ranges.map(([, start, end]) => ({ start: Number(start), end: Number(end) })),
    )
  }
  return sets
}

/**
 * Reads a lexer function's body as an automaton over classes of characters that no state tells apart.
 * @param {string} body
 * @param {Map<string, Range[]>} sets
 * @returns {Automaton}
 */
function automaton(body, sets) {
  const [head, ...cases] = body.split(/^ {4}(?=case \d+:$|default:$)/m)
  const rest = cases.pop()
  if (!/^ *START_LEXER\(\);\s+eof = lexer->eof\(lexer\);\s+switch \(state\) \{\s*$/.test(head ?? ''))
    throw odd(head)
  if (!/^default:\s+return false;\s+\}\s*$/.test(rest ?? '')) throw odd(rest)

  const boundaries = new Set([LOWEST])
  for (const { start, end } of [...sets.values()].flat()) boundaries.add(start).add(end + 1)
  /** @type {string[]} */
  const accepts = []
  /** @type {Transition[]} */
  const transitions = []
  for (const [state, text] of cases.entries()) {
    const shape = /^case (\d+):\n(?: *ACCEPT_TOKEN\((\w+)\);\n)?([\s\S]*?) *END_STATE\(\);\s*$/.exec(text)
    if (Number(shape?.[1]) !== state) throw odd(text)
    const moves = numbered(shape?.[3] ?? '')
    for (const [constant] of moves.matchAll(/\b\d\w*/g))
      boundaries.add(Number(constant)).add(Number(constant) + 1)
    accepts.push(shape?.[2] ?? '')
    transitions.push(transition(moves, sets))
  }

  const starts = [...boundaries].sort((a, b) => a - b)
  const columns = starts.map((start) => transitions.map((move) => move(start, false)))
  columns.push(transitions.map((move) => move(0, true)))
  const classOf = new Map()
  const classes = columns.map((column) => {
    const key = column.join()
    if (!classOf.has(key)) classOf.set(key, { index: classOf.size, column })
    return classOf.get(key).index
  })
  const distinct = [...classOf.values()].map(({ column }) => column)
  return {
    accepts,
    starts,
    endOfFile: classes.pop() ?? 0,
    classes,
    rows: accepts.map((_, state) => distinct.map((column) => column[state] ?? 0)),
  }
}

/**
 * One case as a function. What C and JavaScript share of their syntax is enough to run it as it stands.
 * @param {string} moves
 * @param {Map<string, Range[]>} sets
 * @returns {Transition}
 */
function transition(moves, sets) {
  const code = moves
    .replace(/\bset_contains\((\w+), \d+, lookahead\)/g, 'contains("$1", lookahead)')
    .replace(
      /\bADVANCE_MAP\(([^()]*)\);/g,
      'for (const [from, to] of pairs($1)) if (lookahead === from) return to * 2 + 2;',
    )
    .replace(/\bADVANCE\((\d+)\);?/g, 'return $1 * 2 + 2;')
    .replace(/\bSKIP\((\d+)\);?/g, 'return $1 * 2 + 3;')
  const known =
    /if|for|const|of|return|from|to|pairs|contains|"\w+"|lookahead|eof|0x[0-9a-f]+|\d+|[\s()[\],;=!<>&|*+-]/g
  if (code.replace(known, '') !== '') throw odd(moves)
  const contains = (/** @type {string} */ name, /** @type {number} */ character) => {
    const ranges = sets.get(name)
    if (!ranges) throw odd(name)
    return ranges.some(({ start, end }) => start <= character && character <= end)
  }
  return new Function('contains', 'pairs', `return (lookahead, eof) => { ${code}; return 0 }`)(
    contains,
    pairs,
  )
}

/** @param {...number} flat */
function pairs(...flat) {
  return flat.flatMap((from, index) => (index % 2 ? [] : [[from, flat[index + 1]]]))
}

/**
 * Character literals as numbers.
 * @param {string} code
 */
function numbered(code) {
  const escapes = new Map(Object.entries({ t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 }))
  return code.replace(/'(\\?)(.)'/g, (_, escaped, character) =>
    String((escaped ? escapes.get(character) : undefined) ?? character.charCodeAt(0)),
  )
}

/** @param {string | undefined} text */
function odd(text) {
  return new Error(`Not the shape of a generated lexer:\n${text}`)
}

/**
 * Lays sparse rows over each other in one array: a row's cell for a class is at its base plus the class, and belongs to
 * the row only if the row is named as its owner. What a row answers most often is left out of the array.
 * @param {number[][]} rows
 */
function overlay(rows) {
  /** @type {{ owner: number, target: number }[]} */
  const cells = []
  const sparse = rows.map((row, state) => {
    const fallback = mostFrequent(row)
    const own = [...row.keys()].filter((index) => row[index] !== fallback)
    return { state, row, fallback, own, base: 0 }
  })
  for (const entry of sparse.toSorted((a, b) => b.own.length - a.own.length)) {
    while (entry.own.some((index) => cells[entry.base + index])) entry.base++
    for (const index of entry.own)
      cells[entry.base + index] = { owner: entry.state, target: entry.row[index] ?? 0 }
  }
  const width = Math.max(...sparse.map(({ base, row }) => base + row.length))
  const none = rows.length
  return { sparse, cells: Array.from({ length: width }, (_, at) => cells[at] ?? { owner: none, target: 0 }) }
}

/** @param {number[]} row */
function mostFrequent(row) {
  const counts = new Map()
  for (const target of row) counts.set(target, (counts.get(target) ?? 0) + 1)
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

/**
 * @param {string} name
 * @param {Automaton} automaton
 */
function tableLexer(name, { accepts, starts, classes, endOfFile, rows }) {
  if (rows.length > 32_000 || (rows[0]?.length ?? 0) > 256)
    throw odd('more states or classes than the table can name')
  const { sparse, cells } = overlay(rows)
  const ascii = Array.from(
    { length: 128 },
    (_, code) => classes[starts.findLastIndex((start) => start <= code)],
  )
  const beyond = [...starts.keys()].filter((index, at) => at === 0 || (starts[index] ?? 0) > 127)
  const states = sparse.map(
    ({ state, base, fallback }) => `{${accepts[state] ? `${accepts[state]} + 1` : 0}, ${base}, ${fallback}}`,
  )
  // The end of the file reads as the character 0, so only that character needs the question.
  return `
static const struct { uint16_t accepted, base, fallback; } ${name}_states[] = {${states}};
static const struct { uint16_t owner, target; } ${name}_cells[] = {${cells.map(({ owner, target }) => `{${owner}, ${target}}`)}};
static const uint8_t ${name}_ascii[] = {${ascii}};
static const int32_t ${name}_starts[] = {${beyond
    .map((index) => starts[index])
    .join()
    .replace(String(LOWEST), 'INT32_MIN')}};
static const uint8_t ${name}_classes[] = {${beyond.map((index) => classes[index])}};

static bool ${name}(TSLexer *lexer, TSStateId state) {
  bool result = false;
  if (state >= ${rows.length}) return false;
  for (;;) {
    int32_t lookahead = lexer->lookahead;
    uint32_t class;
    if (lookahead == 0 && lexer->eof(lexer)) {
      class = ${endOfFile};
    } else if (lookahead >= 0 && lookahead < 128) {
      class = ${name}_ascii[lookahead];
    } else {
      uint32_t low = 0, high = ${beyond.length};
      while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (${name}_starts[middle] <= lookahead) low = middle; else high = middle;
      }
      class = ${name}_classes[low];
    }
    if (${name}_states[state].accepted) {
      result = true;
      lexer->result_symbol = ${name}_states[state].accepted - 1;
      lexer->mark_end(lexer);
    }
    uint32_t cell = ${name}_states[state].base + class;
    uint32_t target = ${name}_cells[cell].owner == state ? ${name}_cells[cell].target : ${name}_states[state].fallback;
    if (target == 0) return result;
    state = target / 2 - 1;
    lexer->advance(lexer, target & 1);
  }
}
`
}
