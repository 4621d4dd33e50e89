import { checkoutPlace, dailyVenv, purpose, temporaryPlace } from '../../tables/environments.ts'
import { managers, projectManagers } from '../../tables/managers.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import { runsInOwnEnvironment } from '../commands/own-environment.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import { uvHas, uvOption } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import { knownText } from './requirements.ts'
import { isActivation, type RoledCommand } from './roles.ts'
import type { Environment } from './session.ts'

const unknown: Environment = { kind: 'unknown', name: null }
const system: Environment = { kind: 'system', name: null }
const tool: Environment = { kind: 'tool', name: null }
const throwaway: Environment = { kind: 'throwaway', name: null }

/** Which environment is in force while the commands of a session are followed in order. */
export class EnvironmentFollower {
  /** What bare `python`, `pip` and console scripts find first. */
  #active: Environment
  readonly #first: Environment
  /** Names of venvs that uv was told to make beside the project's. */
  readonly #beside = new Set<string>()

  /** @param first what is active before the first command */
  constructor(first: Environment) {
    this.#first = first
    this.#active = first
  }

  /**
   * The environment that a command acts on; what it activates holds for the commands behind it.
   * @param given what `VIRTUAL_ENV=…` before it says, as written
   * @param temporary whether it runs in a directory that does not outlive the session
   */
  follow(one: RoledCommand, given?: string, temporary = false): Environment {
    const found = this.#given(one, given) ?? this.#found(one)
    if (temporary && (found.kind === 'venv' || (found.kind === 'project' && !one.command.uv))) {
      if (one.role === 'activates' && one.command.program !== 'deactivate') this.#active = throwaway
      return throwaway
    }
    const { uv, program } = one.command
    const last = (found.name ?? '').split(/[\\/]/).at(-1) ?? ''
    const isMade = uv?.subcommand === 'venv' && uv.operands.length > 0
    if (isMade && found.kind === 'venv' && found.name !== null && !dailyVenv.test(last))
      this.#beside.add(found.name)
    if (found.kind !== 'venv' || found.name === null || !this.#beside.has(found.name)) return found
    const apart: Environment = { kind: 'throwaway', name: found.name }
    if (one.role === 'activates' && program !== 'deactivate') this.#active = apart
    return apart
  }

  /** `VIRTUAL_ENV=/tmp/build uv pip install x`, where that is no variable. */
  #given({ command, use }: RoledCommand, given = ''): Environment | null {
    const folder = given.replace(/^["']|["']$/g, '')
    return use?.manager === 'uv pip' && folder !== '' && !/[$`]/.test(folder) ? venvAt(folder, command) : null
  }

  #found({ command, role, use }: RoledCommand): Environment {
    const { uv } = command
    if (runsInOwnEnvironment(command)) return tool
    if (role === 'activates') return this.#activate(command, use)
    if (use) return this.#ofManager(command, use)
    if (uv) return ofUv(command)
    if (command.inEnvironment) return projectOf(command)
    return venvByPath(command.words[0], command) ?? this.#active
  }

  /** What an environment activated in one step or layer leaves behind for the next: nothing. */
  leaveShell(): void {
    this.#active = this.#first
  }

  #activate(command: Command, use: ForeignUse | null): Environment {
    if (command.program === 'deactivate' || use?.verb === 'deactivate') {
      this.#active = this.#first
      return this.#active
    }
    if (isActivation(command)) {
      const word = /^(?:source|\.)$/.test(command.program ?? '') ? command.words[1] : command.words[0]
      this.#active = venvByPath(word, command) ?? unknown
      return this.#active
    }
    const { manager = '' } = use ?? {}
    this.#active = managers[manager]?.conda
      ? condaNamed(use?.operands[0], command, null)
      : { kind: 'venv', name: manager }
    return this.#active
  }

  #ofManager(command: Command, use: ForeignUse): Environment {
    const { manager, does, options, operands } = use
    const has = (...names: string[]) => options.find(({ name }) => name !== null && names.includes(name))
    if (does === 'tool-install' || does === 'tool-run' || manager === 'pipx') return tool
    if (managers[manager]?.conda)
      return condaNamed(has('-n', '--name')?.value?.word, command, this.#condaName())
    if (does === 'environment') return venvNamed(operands[0], command)
    if (projectManagers.has(manager)) return { kind: 'venv', name: manager }
    if (has('-t', '--target', '--prefix', '--root')) return throwaway
    const python = has('-p', '--python')?.value
    if (python?.word && /[/$*]/.test(knownText(python.word) || '$')) return venvNamed(python.word, command)
    if (manager === 'uv pip') {
      if (has('--system')) return system
      return this.#active.kind === 'system' || this.#active.kind === 'unknown'
        ? projectOf(command)
        : this.#active
    }
    return venvByPath(command.words[0], command) ?? this.#active
  }

  #condaName(): string | null {
    return this.#active.kind === 'conda' ? this.#active.name : null
  }
}

/** An environment of conda; one of which only the run of a script tells the name is not the project's. */
function condaNamed(word: CommandWord | undefined, { host }: Command, otherwise: string | null): Environment {
  if (word?.text === null && host === 'script') return { kind: 'foreign', name: null }
  return { kind: 'conda', name: word?.text ?? otherwise }
}

function ofUv(command: Command): Environment {
  const { uv } = command
  if (!uv) return unknown
  if (uv.subcommand.startsWith('tool')) return tool
  if (uv.subcommand === 'venv') return venvNamed(uv.operands[0], command)
  if (uvHas(uv, '--isolated', '--no-project', '--script', '-s')) return throwaway
  const project = uvOption(uv, '--project', '--directory')?.text
  const directory = project ? resolvePath(command.directory, project) : command.directory
  if (directory === null && (project !== undefined || command.moved)) return { kind: 'foreign', name: null }
  return projectOf(command, directory)
}

/** The environment that uv keeps for the project of a command. */
function projectOf(command: Command, directory = command.directory): Environment {
  return { kind: 'project', name: command.project?.directory ?? directory }
}

/** The venv whose program or script a path names: `.venv/bin/pip`, `$VENV/bin/python`, `/opt/venv/bin/activate`. */
function venvByPath(word: CommandWord | undefined, command: Command): Environment | null {
  if (!word) return null
  const written = word.fromRoot ?? knownText(word)
  const folder = /^(.*)[\\/](?:bin|Scripts)[\\/][^\\/]+$/.exec(written)?.[1]
  return folder === undefined || /^\/(?:usr(?:\/local)?)?$/.test(folder)
    ? null
    : venvAt(folder, command, word)
}

function venvNamed(word: CommandWord | undefined, command: Command): Environment {
  return venvAt(word ? (word.fromRoot ?? knownText(word)) : '.venv', command, word)
}

function venvAt(folder: string, command: Command, word?: CommandWord): Environment {
  const source =
    word?.parts
      .map((part) =>
        'source' in part
          ? part.source
          : part.kind === 'variable'
            ? `$${part.name}`
            : part.kind === 'text'
              ? part.text
              : '',
      )
      .join('') ?? folder
  const name = folder.replace(/(?<![\\/])[\\/]+$/, '')
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  if (temporaryPlace.test(source) || temporaryPlace.test(name)) return { kind: 'throwaway', name }
  if (command.host !== 'workflow' && isGiven(word, folder)) return { kind: 'foreign', name: null }
  if (last === '.venv') {
    const at = resolvePath(command.directory, name)
    const home = command.project?.directory ?? '.'
    if (at === null && isElsewhereOnDisk(name, command)) return { kind: 'foreign', name: null }
    if (at === null || at === joinPath(home, '.venv') || at === '.venv') return projectOf(command)
  }
  if (!dailyVenv.test(last) && purpose.test(last)) return { kind: 'throwaway', name }
  return { kind: 'venv', name: name || null }
}

/**
 * Whether only the caller of a script knows which environment a variable names, and its name does not call it one:
 * `"$DEPS_DIR/bin/python3"`, `--python "$venv_python"`.
 */
function isGiven(word: CommandWord | undefined, folder: string): boolean {
  if (
    !word ||
    word.text !== null ||
    word.fromRoot !== undefined ||
    !/^\*?$/.test(folder.replace(/^"|"$/g, ''))
  )
    return false
  const [first] = word.parts
  return first?.kind === 'variable' && !/^(?:\.?v?env|virtual_?env|venv_?(?:dir|path)?)$/i.test(first.name)
}

/** Whether a script names an environment outside of every place where images and runners keep a checkout. */
function isElsewhereOnDisk(path: string, { host }: Command): boolean {
  return host === 'script' && path.startsWith('/') && !checkoutPlace.test(path)
}
