import { UsageError } from '../text/usage-error.ts'
import { git } from './git.ts'
import type { Listing } from './listing.ts'

/**
 * The commit from which a change starts: where HEAD and `reference` parted. A UsageError where git knows none, with what
 * to fetch; a shallow clone never passes for one without a change.
 */
export function baseCommit({ root, workTree }: Listing, reference: string): string | UsageError {
  if (workTree === null) return new UsageError('`--since` needs a git repository; there is none here.')
  const ask = (...args: string[]) => git(root, workTree, args)
  const isShallow = () => {
    const answer = ask('rev-parse', '--is-shallow-repository')
    return answer.ok && nameIn(answer.output) === 'true'
  }
  const whole =
    'Fetch the history: `fetch-depth: 0` in the step of actions/checkout, or `git fetch --unshallow`.'
  const found = ask('rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`)
  if (!found.ok)
    return new UsageError(`Git knows no commit \`${reference}\`.`, {
      next: isShallow()
        ? whole
        : 'Name a branch, a tag or a commit; one of a remote is fetched first, as in `git fetch origin main`.',
    })
  const head = ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}')
  if (!head.ok) return nameIn(found.output)
  const base = ask('merge-base', nameIn(found.output), nameIn(head.output))
  if (base.ok) return nameIn(base.output)
  return new UsageError(
    isShallow()
      ? `This clone is shallow and does not hold the commit where HEAD and \`${reference}\` parted.`
      : `HEAD and \`${reference}\` have no commit in common.`,
    { next: isShallow() ? whole : 'Name a commit of the history of HEAD.' },
  )
}

function nameIn(output: Buffer): string {
  return output.toString('latin1').trim()
}
