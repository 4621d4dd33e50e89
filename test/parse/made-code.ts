import type { Dice } from '../support/dice.ts'

/** Directories that the code enters. */
export const directories: readonly string[] = ['libs/core', 'libs/core/src', 'web', 'docs']

/** Files that make the directories. */
export const ground = Object.fromEntries([
  ['pyproject.toml', '[tool.uv.workspace]\nmembers = ["libs/*"]\n'],
  ['libs/core/pyproject.toml', '[project]\nname = "core"\nversion = "1"\n'],
  ...directories.map((directory) => [`${directory}/x.txt`, '']),
])

/** Gives each probe a name of its own, so that a run is known again. */
export class Names {
  #count = 0
  next(): string {
    return `p${this.#count++}`
  }
}

type Piece = (probe: () => string, directory: string, dice: Dice) => string

/** Pieces of shell code; each leaves the directory as it was, but for the first row. */
const moving: readonly Piece[] = [
  (probe, to) => `cd ${to}\nuv run ${probe()}\ncd - >/dev/null`,
  (probe, to) => `cd ${to} && uv run ${probe()} one`,
]

const pieces: readonly Piece[] = [
  (probe) => `uv run ${probe()} one`,
  (probe, to) => `(cd ${to}; uv run ${probe()})`,
  (probe, to) => `(cd ${to} && uv run ${probe()}; uv run ${probe()} two)`,
  (probe, to) => `pushd ${to} >/dev/null\nuv run ${probe()}\npopd >/dev/null`,
  (probe, to) => `D=${to}\n(cd "$D"; uv run ${probe()} "$D")`,
  (probe) => `for x in a b; do uv run ${probe()} "$x"; done`,
  (probe, to) => `for d in ${to}; do\n  (cd "$d" && uv run ${probe()})\ndone`,
  (probe) => `f() { uv run ${probe()} "$1"; }\nf one`,
  (probe, to) => `g() { cd ${to}; uv run ${probe()}; }\n(g)`,
  (probe, to) => `if true; then (cd ${to}; uv run ${probe()}); fi`,
  (probe) => `X="v w"\nuv run ${probe()} "$X"\nuv run ${probe()} $X`,
  (probe) => `uv run ${probe()} "\${NOTHING:-default}"`,
  (probe) => `uv run ${probe()} \\\n  --fast \\\n  two`,
  (probe) => `{ uv run ${probe()}; } 2>/dev/null`,
  (probe) => `A=1 uv run ${probe()}\nenv A=1 uv run ${probe()}`,
  (probe) => `bash -c 'uv run ${probe()} x'`,
  (probe, to) => `bash -c 'cd ${to} && uv run ${probe()}'`,
  (probe) => `false || uv run ${probe()}\ntrue && uv run ${probe()}`,
  (probe) => `case x in\n  x|y) uv run ${probe()} ;;\n  *) uv run never ;;\nesac`,
  (probe) => `uv run ${probe()} $'a\\tb' 'c d' e\\ f "g'h"`,
  (probe) => `args=(a "b c")\nuv run ${probe()} "\${args[@]}"`,
  (probe) => `cat >/dev/null <<EOT\nuv run never\n$(uv run ${probe()})\nEOT`,
  (probe) => `echo "uv run never" >/dev/null # uv run never\nuv run ${probe()} # comment`,
  (probe) => `V="$(uv run ${probe()})"; uv run ${probe()} "$V"`,
  (probe, to) => `cd ${to}\ncd "$OLDPWD"\nuv run ${probe()}`,
  (probe) => `while true; do uv run ${probe()}; break; done`,
  (probe) => `uv run ${probe()} | cat\nuv run ${probe()} &\nwait`,
  (probe) => `! uv run ${probe()} {a,b} x=1 -- --y`,
  (probe) => `[[ -d libs ]] && uv run ${probe()}; [ 1 = 1 ] && uv run ${probe()}`,
  (probe) => `eval "uv run ${probe()} z"`,
  (probe) => `command uv run ${probe()}; exec 3>/dev/null; time uv run ${probe()}`,
]

/** Pieces for directories that are written as seen from the root. */
const fromRoot: readonly Piece[] = [
  (probe, to) => `(cd "$PWD/${to}" && uv run ${probe()})`,
  (probe, to) => `(cd ./${to}/ && uv run ${probe()} && cd ..; uv run ${probe()})`,
]

/**
 * Shell code that is started at the root, and ends there or elsewhere.
 * @param above what stands before each directory, where the code may start anywhere
 */
export function makeShell(dice: Dice, names: Names, most = 5, above = ''): string {
  const known = above === '' ? [...pieces, ...fromRoot] : pieces
  const to = () => above + dice.pick(directories)
  const probe = () => names.next()
  const lines: string[] = []
  for (let left = 1 + dice.below(most); left > 0; left--) lines.push(dice.pick(known)(probe, to(), dice))
  if (dice.chance(0.5)) lines.push(dice.pick(moving)(probe, to(), dice))
  return lines.join('\n')
}

const recipes: readonly Piece[] = [
  (probe) => `\tuv run ${probe()} one`,
  (probe, to) => `\t@cd ${to} && uv run ${probe()}\n\tuv run ${probe()}`,
  (probe) => `\t-uv run ${probe()} $(NAME) $\{NAME}`,
  (probe) => `\tcd $(WHERE) && uv run ${probe()} $(WHERE)`,
  (probe) => `\tuv run ${probe()} \\\n\t  --fast \\\n\t  two`,
  (probe) => `\tfor x in a b; do uv run ${probe()} $$x; done`,
  (probe) => `\t@echo hi >/dev/null; uv run ${probe()} $@`,
  (probe, to) => `\t(cd ${to} && uv run ${probe()}); uv run ${probe()}`,
  (probe) => `\t+@uv run ${probe()} "a b" 'c d'`,
  (probe) => `\t$(UV) run ${probe()}`,
  (probe) => `\t# uv run never\n\tuv run ${probe()} # uv run never`,
  (probe, to) => `\tif [ -d ${to} ]; then cd ${to}; uv run ${probe()}; fi`,
]

/** A Makefile with its targets. */
export function makeMakefile(dice: Dice, names: Names): { text: string; targets: readonly string[] } {
  const head = [
    `NAME ${dice.pick(['=', ':=', '?='])} core`,
    `WHERE := ${dice.pick(directories)}`,
    'UV = uv',
    dice.pick([
      '',
      'ifeq ($(NAME),core)\nNAME += more\nendif',
      '.PHONY: t0 t1 t2',
      'export A = 1',
      '# uv run never',
    ]),
  ]
  const targets = ['t0', 't1', 't2'].slice(0, 1 + dice.below(3))
  const rules = targets.map((target) => {
    const lines = [dice.pick(recipes), dice.pick(recipes)].map((piece) =>
      piece(() => names.next(), dice.pick(directories), dice),
    )
    return `${target}:${dice.pick(['', ' # what it does', ' | web'])}\n${lines.join('\n')}`
  })
  return { text: `${[...head, ...rules].join('\n\n')}\n`, targets }
}

const indented = (code: string, by: string) =>
  code
    .split('\n')
    .map((line) => `${by}${line}`)
    .join('\n')

/** A workflow; its steps are read by a parser of YAML. */
export function makeWorkflow(dice: Dice, names: Names): string {
  const where = dice.pick(directories)
  const defaults = `defaults:\n  run:\n    working-directory: ${where}`
  const step = () => {
    const moved = dice.chance(0.3)
      ? `        working-directory: ${dice.pick([`./${dice.pick(directories)}`, dice.pick(directories), '"web"'])}\n`
      : ''
    const code = makeShell(dice, names, 2, '$GITHUB_WORKSPACE/')
    const plain = `uv run ${names.next()} a`
    const run = dice.pick([
      `        run: |\n${indented(code, '          ')}\n`,
      `        run: |-\n${indented(code, '            ')}\n`,
      `        run: ${plain}\n`,
      `        run: "${plain} b"\n`,
      `        run: >\n          uv run ${names.next()}\n          folded\n`,
      `        run: 'uv run ${names.next()} "it''s"'\n`,
    ])
    return `      - name: x\n${moved}${run}`
  }
  const job = (name: string) =>
    `  ${name}:\n    runs-on: ubuntu-latest\n${dice.chance(0.3) ? `${indented(defaults, '    ')}\n` : ''}    steps:\n      - uses: actions/checkout@v4\n${step()}${step()}`
  return `on: push\n${dice.chance(0.3) ? `${defaults}\n` : ''}jobs:\n${job('a')}${dice.chance(0.4) ? job('b') : ''}`
}

/** A Dockerfile that copies the repository to \`/app\`; its instructions are read by a parser of Dockerfiles. */
export function makeDockerfile(dice: Dice, names: Names): string {
  const lines = ['FROM python:3.12 AS base', 'WORKDIR /app', 'COPY . .']
  for (let left = 2 + dice.below(4); left > 0; left--) {
    const to = dice.pick(directories)
    const probe = () => names.next()
    lines.push(
      dice.pick([
        () => `RUN uv run ${probe()} one`,
        () => `RUN uv run ${probe()} && \\\n    uv run ${probe()} two`,
        () => `RUN cd ${to} && uv run ${probe()}\nRUN uv run ${probe()}`,
        () => `WORKDIR /app/${to}\nRUN uv run ${probe()}\nWORKDIR /app`,
        () => `WORKDIR ${to}\nRUN uv run ${probe()}\nWORKDIR /app`,
        () => `RUN --mount=type=cache,target=/root/.cache \\\n    uv run ${probe()} "a b"`,
        () => `RUN ["uv", "run", "${probe()}", "c d"]`,
        () => `# uv run never\nRUN echo x \\\n# uv run never\n  && uv run ${probe()}`,
        () => `RUN <<EOT\nuv run ${probe()} y\ncd ${to}\nuv run ${probe()}\nEOT`,
        () => `ENV A=1\nARG B=2\nRUN uv run ${probe()} $A`,
        () => `run uv run ${probe()}; uv run ${probe()}`,
      ])(),
    )
  }
  return `${lines.join('\n')}\n`
}
