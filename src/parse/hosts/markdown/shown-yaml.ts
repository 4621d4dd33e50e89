/** What YAML says that is of one kind and no other, with the path that such a file has. The first that fits counts. */
const kinds: readonly { readonly path: string; readonly says: readonly RegExp[] }[] = [
  {
    path: '.github/workflows/shown.yml',
    says: [/^[ \t]*(?:- +)?(?:uses: *["']?(?:\.\/|[\w.-]+\/)[\w./-]+@?|runs-on:)/m],
  },
  { path: '.pre-commit-config.yaml', says: [/^[ \t]*- +repo:/m, /^[ \t]*(?:- +)?hooks:/m] },
  { path: 'Taskfile.yml', says: [/^version: *["']?[23]/m, /^tasks:/m] },
  { path: '.readthedocs.yaml', says: [/^version: *["']?2\b/m, /^build:/m, /^ +(?:commands|jobs|os):/m] },
  { path: '.gitlab-ci.yml', says: [/^stages:|^ +stage:/m, /^ +script:/m] },
  { path: 'compose.yaml', says: [/^services:/m, /^ +(?:image|build):/m, /^ +(?:command|entrypoint|test):/m] },
  { path: 'action.yml', says: [/^runs:/m, /^ +using:/m] },
]

/** Keys of a step of a workflow. */
const stepKeys =
  /^(?:name|id|if|uses|run|with|env|shell|working-directory|continue-on-error|timeout-minutes)$/

/** The path that a file with this YAML would have, when it is certainly of a kind that holds commands. */
export function shownYaml(code: string): string | undefined {
  const kind = kinds.find(({ says }) => says.every((pattern) => pattern.test(code)))
  if (kind) return kind.path
  return isListOfSteps(code) ? '.github/workflows/shown.yml' : undefined
}

/** Whether the code is a list of mappings with the keys of steps, and one of them runs something. */
function isListOfSteps(code: string): boolean {
  const head = /^(?:[ \t]*(?:#[^\n]*)?\n)*(?: *steps:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*)?( *)- +[\w-]+:/.exec(
    code,
  )
  if (!head) return false
  const indentation = head[1] ?? ''
  const keys = [...code.matchAll(/^( *)(?:- +)?([\w-]+):/gm)].filter(
    ({ 0: line, 1: spaces = '' }) =>
      (spaces === indentation && line.startsWith(`${indentation}-`)) || spaces === `${indentation}  `,
  )
  return keys.every(([, , key = '']) => stepKeys.test(key)) && keys.some(([, , key]) => key === 'run')
}
