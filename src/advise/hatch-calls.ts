import { type NewWords, textOf } from '../model/programs/new-words.ts'

/** What `hatch test` or `hatch fmt` starts in an environment of its own. */
export interface HatchCalls {
  /** Commands in their order, the program first. */
  readonly calls: readonly NewWords[]
  /** `--python`, with a placeholder where every version of a matrix is meant. */
  readonly python: readonly string[]
}

const flags = /^(?:-[rpca]+|--randomize|--parallel|--cover|--cover-quiet|--all|--show|-s)$/
const valued = /^(?:--retries|--retry-delay|-i|--include|-x|--exclude)(?:=|$)/

/** `hatch test` passes what it does not know on to pytest (https://hatch.pypa.io/latest/cli/reference/#hatch-test). */
export function hatchTest(words: NewWords): HatchCalls {
  const kept: NewWords[number][] = []
  const python: string[] = []
  let cover = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const text = textOf(word)
    if (text === '--') {
      kept.push(...words.slice(at + 1))
      break
    }
    const version = /^(?:-py|--python)(?:=(.*))?$/.exec(text)
    if (version) python.push('--python', version[1] ?? textOf(words[++at] ?? '<version>'))
    else if (valued.test(text)) at += text.includes('=') ? 0 : 1
    else if (flags.test(text)) {
      cover ||= /^(?:-[rpa]*c|--cover)/.test(text)
      if (/^(?:-[rpc]*a|--all$)/.test(text)) python.push('--python', '<version>')
    } else kept.push(word)
  }
  return { calls: [[...(cover ? ['coverage', 'run', '-m'] : []), 'pytest', ...kept]], python }
}

/** `hatch fmt` checks, then formats, with ruff (https://hatch.pypa.io/latest/config/internal/static-analysis/). */
export function hatchFormat(words: NewWords): HatchCalls {
  const asks = (...names: string[]) => words.some((word) => names.includes(textOf(word)))
  const own = /^(?:-[lf]+|--linter|--formatter|--check|--sync|--)$/
  const kept = words.filter((word) => !own.test(textOf(word)))
  const check = asks('--check')
  const lint = asks('-l', '--linter')
  const format = asks('-f', '--formatter')
  const calls = [
    ...(lint || !format ? [['ruff', 'check', ...(check ? [] : ['--fix']), ...kept]] : []),
    ...(format || !lint ? [['ruff', 'format', ...(check ? ['--check'] : []), ...kept]] : []),
  ]
  return { calls, python: [] }
}
