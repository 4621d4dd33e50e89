import { managers } from './managers.ts'

/**
 * Programs that run another command, whose words follow their own: in the same place, in an environment of theirs, or on
 * another machine.
 *
 * Source: the manuals of the programs (sudo(8), env(1), time(1), xargs(1), timeout(1); `op run`, `doppler run`,
 * `infisical run`, `chamber exec`, `aws-vault exec`, `mise exec`, `direnv exec`).
 * Read: 2026, no release is on record.
 * Renew: by hand; a wrapper is one row here and nowhere else.
 */

/** How the words of a wrapper end and those of the command begin. */
export interface Wrapper {
  /** Options that take a value in the next word, separated by spaces. */
  readonly valued?: string
  /** How many operands stand before the command. */
  readonly operands?: number
  /** Options that change the directory. */
  readonly directory?: readonly string[]
  /** Whether `NAME=value` words may stand before the command. */
  readonly assignments?: boolean
}

/** Distributions of Python that bring a program which runs another command. */
export const wrappersOfPython: Readonly<Record<string, readonly string[]>> = {
  dotenv: ['python-dotenv'],
}

/** Programs whose first operand is the command they run. */
export const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: '-u -g -C -h -p -U -r -t -D --user --group --chdir',
    directory: ['-D', '--chdir'],
    assignments: true,
  },
  doas: { valued: '-u -C' },
  env: { valued: '-u --unset -C --chdir', directory: ['-C', '--chdir'], assignments: true },
  time: { valued: '-f -o --format --output' },
  exec: { valued: '-a' },
  nohup: {},
  builtin: {},
  command: {},
  nice: { valued: '-n --adjustment' },
  ionice: { valued: '-c -n -p' },
  timeout: { valued: '-s -k --signal --kill-after', operands: 1 },
  stdbuf: { valued: '-i -o -e' },
  setsid: {},
  xargs: { valued: '-n -I -P -L -d -E -s -a --max-args --max-procs --replace --delimiter' },
  watch: { valued: '-n --interval' },
  chronic: {},
  unbuffer: {},
  caffeinate: { valued: '-t -w' },
  'xvfb-run': { valued: '-s -n -f -e -w -p --server-args --server-num' },
  dotenv: { valued: '-f --file -e' },
  nixGL: {},
  entr: {},
  watchexec: { valued: '-e -w -i -f -s --exts --watch --ignore --filter' },
  retry: { operands: 1 },
  travis_retry: {},
  travis_wait: {},
  flock: { valued: '-w -E --timeout', operands: 1 },
  gosu: { operands: 1 },
  'su-exec': { operands: 1 },
  tini: {},
  'dumb-init': {},
  strace: { valued: '-e -o -p -s' },
}

const mise: Wrapper = { valued: '-c --command -C --cd -j --jobs', directory: ['-C', '--cd'] }

/** Programs that run a command after a verb, by the verb. */
const runners: Readonly<Record<string, Readonly<Record<string, Wrapper>>>> = {
  devbox: { run: {} },
  flox: { activate: {} },
  direnv: { exec: { operands: 1 } },
  devenv: { shell: {} },
  dotenv: { run: {} },
  op: { run: { valued: '--env-file --environment --account --config' } },
  doppler: {
    run: { valued: '-p --project -c --config -t --token --mount --mount-format --name-transformer' },
  },
  infisical: { run: { valued: '--env --path --token --projectId --tags' } },
  chamber: { exec: { valued: '-b --backend' } },
  'aws-vault': { exec: { valued: '-d --duration --region', operands: 1 } },
  mise: { exec: mise, x: mise },
}

/** `program verb … command`: runners, and the managers whose `run` starts a command in their environment. */
export const wrappersByVerb: Readonly<Record<string, Readonly<Record<string, Wrapper>>>> = {
  ...Object.fromEntries(
    Object.entries(managers).flatMap(([name, { run }]) => (run ? [[name, { run }] as const] : [])),
  ),
  ...runners,
}

/** `program verb` pairs that run a command in a container or on another machine; every verb when none is named. */
export const elsewhere: Readonly<Record<string, readonly string[]>> = {
  docker: ['run', 'exec', 'compose', 'container'],
  podman: ['run', 'exec', 'compose', 'container'],
  nerdctl: ['run', 'exec', 'compose'],
  'docker-compose': ['run', 'exec'],
  kubectl: ['exec', 'run'],
  ssh: [],
  mosh: [],
  vagrant: ['ssh'],
  gcloud: ['compute'],
  heroku: ['run'],
  fly: ['ssh'],
}

/** Programs whose quoted operands are shell code, a command each. */
export const codeOperands: ReadonlySet<string> = new Set(['concurrently', 'hyperfine'])

/** Builtins of which the first operand is shell code. */
export const codeBuiltins: ReadonlySet<string> = new Set(['eval', 'trap'])
