/**
 * Cases of `fixtures/sessions` that the program does not answer as expected yet. A case that is answered must leave this list.
 */
export const knownGaps: ReadonlySet<string> = new Set([
  'job-composite-action-installs',
  'make-variables',
  'terminal-member-page',
  'terminal-member-script',
])
