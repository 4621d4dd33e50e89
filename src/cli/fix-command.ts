import type { CheckResult } from '../check.ts'
import type { Discovery } from '../discover/discovery.ts'
import { readFile } from '../discover/read-file.ts'
import { fix } from '../fix/fix.ts'
import { patchOf } from '../fix/patch.ts'
import { writeChanges } from '../fix/write-changes.ts'
import { count } from '../report/counts.ts'
import type { Trouble } from '../text/trouble.ts'
import type { UsageError } from '../text/usage-error.ts'
import type { Session } from './prepare.ts'
import { exitCode, tell } from './tell.ts'
import { tellOtherNames } from './tell-other-names.ts'

/** Fixes what may be fixed and reports the rest; with `--diff` prints the patch and writes nothing. */
export async function fixAndTell(session: Session): Promise<number | UsageError> {
  const { values, terminal, discovery, place, failOn } = session
  const refused: Trouble[] = []
  const partly = values.staged ? partlyStaged(discovery) : new Set<string>()
  const checkWhole = async (files: Discovery) => withoutFixesIn(await session.check(files), partly, refused)
  const before = await checkWhole(discovery)
  const fixed = await fix(discovery, checkWhole, values['unsafe-fixes'] ? 'unsafe' : 'safe')
  const { changes, applied } = fixed
  if (values.diff) {
    terminal.output.write(patchOf(changes))
    const toFiles = session.destinations.filter(({ file }) => file !== null)
    tell({ ...session, destinations: toFiles }, before, discovery)
    return exitCode(before, failOn)
  }
  const troubles = [
    ...new Map([...fixed.troubles, ...refused].map((one) => [JSON.stringify(one), one])).values(),
  ]
  const { failure, otherNames } = writeChanges(place.root, changes)
  if (failure) {
    const all = [...before.troubles, ...troubles, { id: 'not-fixed', ...failure } as const]
    return tell(session, { ...before, troubles: all }, discovery)
  }
  const result = { ...fixed.result, troubles: [...fixed.result.troubles, ...troubles] }
  const code = tell(session, result, fixed.discovery)
  if (!values.quiet && applied.length > 0) {
    const held = result.findings.filter((finding) => finding.fix?.safety === 'unsafe').length
    const more = held > 0 && !values['unsafe-fixes'] ? ` ${held} more with \`--unsafe-fixes\`.` : ''
    terminal.errors.write(
      `Fixed ${count(applied.length, 'finding')} in ${count(changes.length, 'file')}.${more}\n`,
    )
  }
  tellOtherNames(otherNames, terminal)
  if (!values.staged || changes.length === 0) return code
  terminal.errors.write('The fixed files are not staged yet: look at them and `git add` them.\n')
  return failOn === 'never' ? code : 1
}

/** Files whose staged text differs from the one on the disk: fixing one of them would mix the two. */
function partlyStaged({ root, sources }: Discovery): Set<string> {
  const different = sources.filter(({ path, text }) => {
    const result = readFile(root, path)
    return !(result && 'file' in result && result.file.text === text)
  })
  return new Set(different.map(({ path }) => path))
}

/** Takes away the fixes that would change one of these files. */
function withoutFixesIn(result: CheckResult, paths: ReadonlySet<string>, refused: Trouble[]): CheckResult {
  if (paths.size === 0) return result
  const findings = result.findings.map((finding) => {
    const path = finding.fix?.edits.map((edit) => edit.path).find((edited) => paths.has(edited))
    if (path === undefined) return finding
    refused.push({ id: 'not-fixed', path, message: 'It is staged only in part, so it was not fixed.' })
    const { fix: _, ...rest } = finding
    return rest
  })
  return { ...result, findings }
}
