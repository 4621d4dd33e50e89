/**
 * Cases of `fixtures/sessions` that the program does not answer as expected yet. A case that is answered must leave this list.
 */
export const knownGaps: ReadonlySet<string> = new Set([
  'job-composite-action-installs',
  'job-project-below',
  'job-unknown-extra',
  'make-variables',
  'nix-shell-hook-without-uv',
  'notebook-magic',
  'script-all-members',
  'script-build-and-check',
  'script-manage-in-folder',
  'script-pipx-run',
  'terminal-member-page',
  'terminal-member-script',
  'terminal-torch-configured',
])
