import type { HostValue } from '../../parse/script.ts'
import type { UvInvocation } from '../programs/uv-invocation.ts'
import type { Variables } from './variables.ts'

/** Variables by which uv is told what its options `--directory` and `--project` say (uv, "Environment variables"). */
export const settingsOfUv: ReadonlySet<string> = new Set(['UV_WORKING_DIR', 'UV_PROJECT'])

/** The value of a variable that uv reads, with the place where it is written. */
export function settingOf(name: string, { values, written }: Variables): HostValue | undefined {
  const text = values.get(name)
  const span = written.get(name)
  return text && span ? { name, text, span } : undefined
}

/** uv with the project that `UV_PROJECT` names where no option does. */
export function withProject(uv: UvInvocation, variables: Variables): UvInvocation {
  const set = settingOf('UV_PROJECT', variables)
  if (!set) return uv
  const { text, span } = set
  const word = { text: '--project', span, parts: [] }
  return { ...uv, options: [{ name: '--project', word, value: { text, span } }, ...uv.options] }
}
