/**
 * How coding agents call their hooks: which tools run commands or write files, by the names of their inputs, and where the
 * settings stand that start a hook.
 *
 * Source: Claude Code "Hooks reference" (code.claude.com/docs/en/hooks), Codex "Hooks" (developers.openai.com/codex/hooks)
 * with codex-rs/hooks, Gemini CLI "Hooks reference" (geminicli.com/docs/hooks/reference) and "Shell tool", Cursor "Hooks"
 * (cursor.com/docs/agent/hooks). Read: December 2026.
 * Renew: by hand; a tool is one row here and nowhere else.
 */

/** Agents with a documented protocol. */
export const agentNames = ['claude', 'codex', 'gemini', 'cursor'] as const
export type AgentName = (typeof agentNames)[number]

/** What a tool is given, by the names of its inputs. */
export type AgentTool =
  | {
      readonly command: string /** Where it runs, the first that is given. */
      readonly directories?: readonly string[]
    }
  | {
      readonly path: string /** The whole text; absent where only parts are replaced. */
      readonly content?: string
    }
  /** A patch in Codex's own format. */
  | { readonly patch: string }

/** Tools by the names that events give them; `Bash` is Claude Code's and Codex's. */
export const agentTools: Readonly<Record<string, AgentTool | undefined>> = {
  Bash: { command: 'command' },
  Write: { path: 'file_path', content: 'content' },
  Edit: { path: 'file_path' },
  MultiEdit: { path: 'file_path' },
  NotebookEdit: { path: 'notebook_path' },
  apply_patch: { patch: 'command' },
  run_shell_command: { command: 'command', directories: ['dir_path', 'directory'] },
  write_file: { path: 'file_path', content: 'content' },
  replace: { path: 'file_path' },
}

/** One entry of an agent's settings: at which event the hook is started, and for which tools. */
export interface HookEntry {
  readonly event: string
  readonly matcher?: string
}

/** The settings of an agent. */
export interface AgentSettings {
  /** As its makers write it. */
  readonly title: string
  /** In the repository. */
  readonly path: string
  readonly entries: readonly HookEntry[]
  /** Whether the entries of an event are lists of hooks behind a matcher; else they are hooks. */
  readonly grouped: boolean
  /** Keys beside the command. */
  readonly beside: Readonly<Record<string, string | number>>
  /** Keys beside `hooks` that the file must have. */
  readonly top: Readonly<Record<string, number>>
  /** What stands for the root of the repository in a command; absent where hooks start there. */
  readonly root?: string
}

export const agentSettings: Readonly<Record<AgentName, AgentSettings>> = {
  claude: {
    title: 'Claude Code',
    path: '.claude/settings.json',
    entries: [
      { event: 'PreToolUse', matcher: 'Bash|Write|Edit|MultiEdit' },
      { event: 'PostToolUse', matcher: 'Write|Edit|MultiEdit|NotebookEdit' },
      { event: 'Stop' },
    ],
    grouped: true,
    beside: { type: 'command', timeout: 20 },
    top: {},
    root: '"$CLAUDE_PROJECT_DIR"/',
  },
  codex: {
    title: 'Codex',
    path: '.codex/hooks.json',
    entries: [
      { event: 'PreToolUse', matcher: 'Bash' },
      { event: 'PostToolUse', matcher: 'apply_patch' },
      { event: 'Stop' },
    ],
    grouped: true,
    beside: { type: 'command', timeout: 20 },
    top: {},
    root: '"$(git rev-parse --show-toplevel)"/',
  },
  gemini: {
    title: 'Gemini CLI',
    path: '.gemini/settings.json',
    entries: [
      { event: 'BeforeTool', matcher: 'run_shell_command|write_file|replace' },
      { event: 'AfterTool', matcher: 'write_file|replace' },
      { event: 'AfterAgent' },
    ],
    grouped: true,
    // Milliseconds here, seconds elsewhere.
    beside: { name: 'policy-check', type: 'command', timeout: 20_000 },
    top: {},
    root: '"$GEMINI_PROJECT_DIR"/',
  },
  cursor: {
    title: 'Cursor',
    path: '.cursor/hooks.json',
    entries: [{ event: 'beforeShellExecution' }, { event: 'stop' }],
    grouped: false,
    beside: {},
    top: { version: 1 },
  },
}
