// The step of `action.yml`: runs the program on what the inputs name, and writes annotations to the log, the table of all
// findings to the job's summary, and the outputs. It exits as the program does.

import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'

const { env } = process
const action = env.ACTION ?? ''
const directory = env.DIRECTORY || '.'
const sarif = env.SARIF || 'policy-check.sarif'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  fail(
    `Node ${process.versions.node} is too old: policy-check needs 20.19 or newer. Add a step with actions/setup-node.`,
  )
}

const program = join(action, 'dist/cli.cjs')
// A release brings the program built; a checkout of its sources does not.
if (!existsSync(program)) {
  const built = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: action, stdio: 'inherit' })
  if (built.status !== 0)
    fail('The program could not be built. Name a release of this action instead of a branch.')
}

const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')) : {}
const since = startOfChange()
const folder = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'policy-check-'))
const counted = join(folder, 'report.json')
const reports = ['github', `sarif=${sarif}`, `json=${counted}`]
if (env.GITHUB_STEP_SUMMARY) reports.push(`markdown=${env.GITHUB_STEP_SUMMARY}`)
const { status, error } = spawnSync(
  process.execPath,
  [
    program,
    ...reports.flatMap((report) => ['--format', report]),
    ...(env.FAIL_ON === 'never' ? ['--exit-zero'] : ['--fail-on', env.FAIL_ON || 'error']),
    ...(since ? ['--since', since] : []),
    ...(env.CONFIG ? ['--config', env.CONFIG] : []),
    ...lines(env.OPTIONS),
    '--',
    ...lines(env.CHECKED),
  ],
  { cwd: directory, stdio: 'inherit' },
)
if (error) fail(error.message)

const summary = existsSync(counted) ? JSON.parse(readFileSync(counted, 'utf8')).summary : undefined
rmSync(folder, { recursive: true, force: true })
if (summary) output('findings', summary.error + summary.warning + summary.note)
if (summary) output('errors', summary.error)
output('exit-code', status ?? 3)
output('sarif', posix.join(directory, sarif))
output('category', env.CATEGORY || (directory === '.' ? 'policy-check' : `policy-check/${directory}`))
output('upload', summary !== undefined && mayUpload())
process.exitCode = status ?? 3

/** The commit from which the change starts, or nothing where everything is told. */
function startOfChange() {
  const { SINCE: asked = 'auto' } = env
  if (asked === 'never' || asked === '') return ''
  if (asked !== 'auto') return asked
  const base = event.pull_request?.base?.sha
  if (typeof base !== 'string') return ''
  const { status } = spawnSync('git', ['merge-base', base, 'HEAD'], { cwd: directory, stdio: 'ignore' })
  if (status === 0) return base
  const how =
    'give the step of actions/checkout `fetch-depth: 0` to be told only what this pull request broke'
  process.stdout.write(`::notice title=policy-check::Everything is checked: ${how}.\n`)
  return ''
}

/** The token of a pull request from a fork or from Dependabot may not write, whatever the workflow asks for. */
function mayUpload() {
  if (env.UPLOAD === 'always' || env.UPLOAD === 'true') return true
  if (env.UPLOAD === 'never' || env.UPLOAD === 'false') return false
  const from = event.pull_request?.head?.repo?.full_name
  const isForeign =
    event.pull_request && (from !== env.GITHUB_REPOSITORY || env.GITHUB_ACTOR === 'dependabot[bot]')
  if (!isForeign) return true
  const why = 'a pull request from a fork or from Dependabot may not write to code scanning'
  process.stdout.write(`::notice title=policy-check::The findings are not uploaded: ${why}.\n`)
  return false
}

/** @param {string | undefined} text one value a line */
function lines(text = '') {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function output(name, value) {
  const said = String(value).replaceAll('\n', ' ')
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, `${name}=${said}\n`)
}

/** @param {string} message */
function fail(message) {
  process.stdout.write(`::error title=policy-check::${message}\n`)
  process.exit(2)
}
