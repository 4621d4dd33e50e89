import { isAbsolute, resolve } from 'node:path'
import { type AgentName, type AgentTool, agentTools } from '../../tables/agent-hooks.ts'

/** What a coding agent tells its hook, whatever its protocol. */
export type AgentEvent = EventPlace &
  (
    | { readonly kind: 'command'; readonly command: string }
    /** About to be written: the whole file, or replacements in it. */
    | { readonly kind: 'edit'; readonly path: string; readonly change: Change }
    /** Written already. */
    | { readonly kind: 'edited'; readonly paths: readonly string[] }
    /** The agent wants to stop; `again` when this hook has sent it back to work before. */
    | { readonly kind: 'stop'; readonly again: boolean }
  )

/** Who asks, and from where. */
export interface EventPlace {
  readonly agent: AgentName
  /** The event by the name that the protocol gives it. */
  readonly name: string
  /** Absolute. */
  readonly directory: string
  /** The folder that the agent was started for, where the event says so. */
  readonly workspace: string | undefined
}

/** What a tool writes. */
export type Change =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'parts'; readonly parts: readonly Replacement[] }

export interface Replacement {
  readonly before: string
  readonly after: string
  readonly everywhere: boolean
}

/**
 * Reads an event; null for one on which nothing has to be said.
 * @param cwd stands in for the directory of an event that names none
 * @throws an Error for a text that is no event of a known protocol
 */
export function readEvent(text: string, cwd: string): AgentEvent | null {
  const event = recordOf(parsed(text))
  const name = stringOf(event?.hook_event_name)
  if (!event || name === undefined)
    throw new Error('Standard input holds no event: `hook_event_name` is missing')
  const agent = agentOf(name, event)
  if (agent === undefined) return null
  const directory = resolve(cwd, stringOf(event.cwd) ?? '.')
  const [workspace] = listOf(event.workspace_roots).flatMap((root) => stringOf(root) ?? [])
  const place = { agent, name, directory, workspace }
  switch (name) {
    case 'Stop':
    case 'SubagentStop':
    case 'AfterAgent':
      return { ...place, kind: 'stop', again: event.stop_hook_active === true }
    case 'stop':
      return { ...place, kind: 'stop', again: Number(event.loop_count ?? 0) > 0 }
    case 'beforeShellExecution':
      return commandEvent(place, event, { command: 'command' })
    default: {
      const tool = agentTools[stringOf(event.tool_name) ?? '']
      const input = recordOf(event.tool_input)
      if (!tool || !input) return null
      return /^(?:PreToolUse|BeforeTool)$/.test(name)
        ? beforeTool(place, input, tool)
        : afterTool(place, input, tool)
    }
  }
}

function agentOf(name: string, event: Fields): AgentName | undefined {
  switch (name) {
    case 'PreToolUse':
    case 'PostToolUse':
    case 'Stop':
    case 'SubagentStop':
      // Codex has taken over the events of Claude Code, and names the turn in each.
      return event.turn_id === undefined ? 'claude' : 'codex'
    case 'BeforeTool':
    case 'AfterTool':
    case 'AfterAgent':
      return 'gemini'
    case 'beforeShellExecution':
    case 'stop':
      return 'cursor'
    default:
      return undefined
  }
}

function beforeTool(place: EventPlace, input: Fields, tool: AgentTool): AgentEvent | null {
  if ('command' in tool) return commandEvent(place, input, tool)
  if ('patch' in tool) return null
  const path = stringOf(input[tool.path])
  const change = changeOf(input, tool)
  return path === undefined || change === null
    ? null
    : { ...place, kind: 'edit', path: resolve(place.directory, path), change }
}

function commandEvent(
  place: EventPlace,
  input: Fields,
  tool: Extract<AgentTool, { command: string }>,
): AgentEvent | null {
  const command = stringOf(input[tool.command])
  if (command === undefined) return null
  const [inside] = (tool.directories ?? []).flatMap((key) => stringOf(input[key]) ?? [])
  return { ...place, kind: 'command', command, directory: resolve(place.directory, inside ?? '.') }
}

function changeOf(input: Fields, tool: Extract<AgentTool, { path: string }>): Change | null {
  const whole = tool.content === undefined ? undefined : stringOf(input[tool.content])
  if (whole !== undefined) return { kind: 'whole', text: whole }
  const listed = listOf(input.edits)
  const parts = (listed.length > 0 ? listed : [input]).map((entry) => {
    const {
      old_string: before,
      new_string: after,
      replace_all: all,
      allow_multiple: many,
    } = recordOf(entry) ?? {}
    return { before: stringOf(before), after: stringOf(after), everywhere: all === true || many === true }
  })
  const known = parts.flatMap(({ before, after, everywhere }) =>
    before === undefined || after === undefined ? [] : [{ before, after, everywhere }],
  )
  return known.length === parts.length ? { kind: 'parts', parts: known } : null
}

function afterTool(place: EventPlace, input: Fields, tool: AgentTool): AgentEvent | null {
  if ('command' in tool) return null
  const paths =
    'patch' in tool ? patchedPaths(stringOf(input[tool.patch]) ?? '') : [stringOf(input[tool.path]) ?? '']
  const known = paths.filter((path) => path !== '').map((path) => resolve(place.directory, path))
  return known.length === 0 ? null : { ...place, kind: 'edited', paths: known }
}

/** The files that a patch for Codex's `apply_patch` writes. */
function patchedPaths(patch: string): string[] {
  return [...patch.matchAll(/^\*\*\* (?:Add File|Update File|Move to): (.+)$/gm)].map(([, path = '']) =>
    path.trim(),
  )
}

/**
 * The text after a change; null where the tool will refuse it, since a part is not in the file.
 * @param text of the file as it is; null where there is none
 */
export function changed(text: string | null, change: Change): string | null {
  if (change.kind === 'whole') return change.text
  let now = text ?? ''
  for (const { before, after, everywhere } of change.parts) {
    if (before === '' && now === '') now = after
    else if (before === '' || !now.includes(before)) return null
    else now = everywhere ? now.replaceAll(before, () => after) : now.replace(before, () => after)
  }
  return now
}

/** The folder that an agent works for: as the event says, as the agent tells its hooks, or the directory itself. */
export function workspaceOf({ workspace, directory }: EventPlace, env: Env, cwd: string): string {
  const told = workspace ?? env.CLAUDE_PROJECT_DIR ?? env.GEMINI_PROJECT_DIR ?? env.CURSOR_PROJECT_DIR
  return told !== undefined && isAbsolute(told) ? told : resolve(directory, cwd)
}

type Env = Readonly<Record<string, string | undefined>>
type Fields = Readonly<Record<string, unknown>>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('Standard input holds no JSON')
  }
}

function recordOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
