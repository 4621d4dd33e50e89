import type { Report } from './report.ts'

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** `2 errors, 1 warning`, or null without findings. */
export function severityCounts({ summary }: Report): string | null {
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => summary[severity] > 0)
    .map((severity) => count(summary[severity], severity))
  return parts.length > 0 ? parts.join(', ') : null
}

/** What `--fix` and `--unsafe-fixes` would do about the findings; empty when nothing. */
export function fixCounts({ findings }: Report): string {
  const safe = findings.filter(({ fix }) => fix?.safety === 'safe').length
  const unsafe = findings.filter(({ fix }) => fix?.safety === 'unsafe').length
  if (safe + unsafe === 0) return ''
  const parts = [
    ...(safe > 0 ? [`${safe} with \`--fix\``] : []),
    ...(unsafe > 0 ? [`${unsafe}${safe > 0 ? ' more' : ''} with \`--unsafe-fixes\``] : []),
  ]
  return `Can be fixed: ${parts.join(', ')}.`
}

/** What could not be read, and what was left unfixed, one sentence each. */
export function troubleSentences({ troubles }: Report): string[] {
  const unfixed = new Set(troubles.filter(({ id }) => id === 'not-fixed').map(({ path }) => path)).size
  const unread = troubles.filter(({ id }) => id !== 'not-fixed').length
  return [
    ...(unread > 0 ? [`${count(unread, 'place')} could not be read, and so not checked`] : []),
    ...(unfixed > 0 ? [`${count(unfixed, 'file')} could not be fixed`] : []),
  ]
}

/** What was not looked at, one sentence a reason. */
export function skippedSentences({ skipped }: Report): string[] {
  const byReason = new Map<string, string[]>()
  for (const { path, rule, reason } of skipped) {
    const names = byReason.get(reason) ?? []
    byReason.set(reason, [...names, `\`${rule ?? path ?? '.'}\``])
  }
  return [...byReason].map(([reason, names]) => {
    const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
    return `Skipped ${shown.join(', ')}: ${reason.replace(/\.$/, '')}.`
  })
}

/** What a change took away, for reports of what it brought; empty without one. */
export function sinceSentence({ since, findings }: Report): string {
  if (!since) return ''
  const mended = since.mended > 0 ? `, and mended ${count(since.mended, 'finding')}` : ''
  const brought = findings.length > 0 ? 'brought the findings above' : 'broke nothing'
  return `The change since \`${since.reference}\` (${since.base.slice(0, 10)}) ${brought}${mended}.`
}
