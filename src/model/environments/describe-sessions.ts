import { LineIndex } from '../../text/line-index.ts'
import type { Commands } from '../commands/command.ts'
import type { EnvironmentKind, SessionKind, Sessions } from './session.ts'

/** A session as `inspect sessions` shows it. */
export interface SessionDescription {
  readonly path: string
  readonly origin: string
  readonly kind: SessionKind
  /** Whether uv is there, and the directory of the project that is; null when it is not known or none is. */
  readonly provides: { readonly uv: boolean | null; readonly project: string | null }
  readonly commands: readonly {
    readonly line: number
    readonly program: string | null
    readonly environment: EnvironmentKind
    readonly installs: readonly string[]
  }[]
  /** Why it is deliberately outside the environment of the project. */
  readonly apart?: string
}

/** Every session, or those of the given paths and of files below them, in order. */
export function describeSessions(
  sessions: Sessions,
  commands: Commands,
  paths: readonly string[] = [],
): SessionDescription[] {
  const lines = new Map<string, LineIndex>()
  const wanted = (path: string) =>
    paths.length === 0 ||
    paths.some((at) => at === '.' || path === at || path.startsWith(`${at.replace(/\/$/, '')}/`))
  return sessions.all
    .filter(({ path }) => wanted(path))
    .map(({ path, origin, kind, uv, project, apart, commands: own }) => {
      const index = lines.get(path) ?? new LineIndex(commands.source(path))
      lines.set(path, index)
      return {
        path,
        origin,
        kind,
        provides: { uv, project: project ?? null },
        commands: own.map(({ command, environment, installs }) => ({
          line: index.position(command.span.start).line,
          program: command.program,
          environment: environment.kind,
          installs,
        })),
        ...(apart !== null && { apart }),
      }
    })
}
