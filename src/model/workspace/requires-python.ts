import type { Member, WorkspaceError } from './workspace.ts'

/** The intersection of the members' `requires-python` and the error when it is empty. */
export function readRequiresPython(members: readonly Member[]): {
  text: string | null
  errors: readonly WorkspaceError[]
} {
  const texts = new Set(members.flatMap(({ requiresPython }) => requiresPython?.text ?? []))
  const [only] = texts
  return { text: texts.size === 1 && only !== undefined ? only : null, errors: [] }
}
