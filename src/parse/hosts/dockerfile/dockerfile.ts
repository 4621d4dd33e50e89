import { posixShellPattern } from '../../../tables/shells.ts'
import type { SourceFile } from '../../../text/source-file.ts'
import type { Span } from '../../../text/span.ts'
import { type Guest, GuestBuilder } from '../../embed/guest.ts'
import type { Region } from '../../embed/region.ts'
import type { HostValue } from '../../script.ts'
import { hasOtherShebang, isShellPath } from '../../shell/shebang.ts'
import { directivesAmong, type HostReading } from '../host-reading.ts'
import { execGuest } from '../json/json-file.ts'
import { readJson } from '../json/json-tree.ts'
import { type Instruction, readInstructions } from './instructions.ts'
import { readStages } from './stages.ts'

/** What is in force at an instruction of a stage. */
interface Stage {
  readonly name: string | null
  /** Absolute `WORKDIR`, or null when unknown. */
  directory: string | null
  /** Where the directory in force is written. */
  directorySpan: Span | null
  /** Where `COPY . …` has put the build context. */
  buildContext: string | null
  shell: string | null
  /** `ARG` and `ENV` with constant values. */
  variables: ReadonlyMap<string, HostValue>
}

const emptyStage: Stage = {
  name: null,
  directory: null,
  directorySpan: null,
  buildContext: null,
  shell: null,
  variables: new Map(),
}

const running = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'])
/** `RUN <<EOF`, also with a shell that reads the document: `RUN <<EOF bash -e`. */
const hereScript = new RegExp(`^<<-?\\S+(?:[ \\t]+(?:\\S*/)?${posixShellPattern}(?:[ \\t]+-\\S+)*)?$`)

/** In UTF-16 units. Arguments that are made of one another grow without end; a longer value is not known. */
const longestValue = 4_096

/** Reads `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell, exec and here-document form. */
export function readDockerfile({ text }: SourceFile): HostReading {
  const { joiner, instructions, comments } = readInstructions(text)
  const reader = new StageReader(text, joiner)
  for (const instruction of instructions) reader.read(instruction)
  return {
    content: { stages: readStages(text, instructions) },
    regions: reader.regions,
    directives: directivesAmong(text, comments),
  }
}

class StageReader {
  readonly regions: Region[] = []
  readonly #text: string
  readonly #continuation: RegExp
  readonly #stages = new Map<string, Stage>()
  readonly #outside: Stage = { ...emptyStage }
  #stage = this.#outside
  /** `ARG`s before the first stage: a stage that names them again has their values. */
  #globals: ReadonlyMap<string, HostValue> = new Map()

  constructor(text: string, joiner: string) {
    this.#text = text
    this.#continuation = joiner === '`' ? /`[ \t]*\r?\n$/ : /\\[ \t]*\r?\n$/
  }

  read(instruction: Instruction): void {
    const { keyword, flags, end } = instruction
    const content = this.#text.slice(instruction.arguments.start, end).trim()
    if (keyword === 'FROM') this.#enterStage(content)
    else if (keyword === 'WORKDIR') this.#enterDirectory(instruction, content)
    else if (keyword === 'ARG' || keyword === 'ENV') this.#setVariables(instruction)
    else if (keyword === 'SHELL') this.#stage.shell = content
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(flags, content)
    else if (running.has(keyword)) this.#run(instruction)
    else if (keyword === 'ONBUILD') this.#onBuild(instruction)
  }

  #enterStage(content: string): void {
    const [image = '', , name = null] = content.split(/\s+/, 3)
    const base = this.#stages.get(image.toLowerCase())
    if (this.#stage === this.#outside) this.#globals = this.#stage.variables
    this.#stage = { ...(base ?? emptyStage), name }
    if (name) this.#stages.set(name.toLowerCase(), this.#stage)
  }

  /** An instruction that an image built from this one begins with. */
  #onBuild(instruction: Instruction): void {
    const { start, end } = instruction.arguments
    const [skipped = '', keyword = ''] =
      /^\s*(RUN|CMD|ENTRYPOINT)\s+/i.exec(this.#text.slice(start, end)) ?? []
    if (keyword)
      this.#run({
        ...instruction,
        keyword: keyword.toUpperCase(),
        arguments: { start: start + skipped.length, end },
      })
  }

  #copy(flags: readonly string[], content: string): void {
    const [from, to, more] = content.split(/\s+/, 3)
    const ownContext = !flags.some((flag) => flag.startsWith('--from'))
    if (ownContext && to && !more && /^\.\/?$/.test(from ?? '')) this.#stage.buildContext = this.#resolve(to)
  }

  #enterDirectory({ arguments: { start, end } }: Instruction, content: string): void {
    this.#stage.directory = this.#resolve(content)
    const text = this.#text.slice(start, end)
    this.#stage.directorySpan = { start, end: start + text.trimEnd().length }
  }

  /** `ARG name=value`, `ENV name=value …`; `ARG name` takes the value of one before the first stage. */
  #setVariables({ keyword, arguments: { start, end } }: Instruction): void {
    const variables = new Map(this.#stage.variables)
    const text = this.#text.slice(start, end)
    const assignments = text.matchAll(/(?<=^|\s)([A-Za-z_]\w*)=("[^"\n]*"|'[^'\n]*'|[^\s"'\\]*)/g)
    for (const { index, 0: found, 1: name = '', 2: raw = '' } of assignments) {
      const value = this.#filledIn(raw.replace(/^(["'])(.*)\1$/, '$2'))
      const quote = raw.startsWith('"') || raw.startsWith("'") ? 1 : 0
      const from = start + index + name.length + 1 + quote
      variables.delete(name)
      if (value !== null)
        variables.set(name, {
          name,
          text: value,
          span: { start: from, end: start + index + found.length - quote },
        })
    }
    const bare = keyword === 'ARG' ? /^\s*([A-Za-z_]\w*)\s*$/.exec(text)?.[1] : undefined
    const known = bare && this.#globals.get(bare)
    if (known) variables.set(known.name, known)
    this.#stage.variables = variables
  }

  /** A text with the values of the variables that it names; null when one is not known. */
  #filledIn(text: string): string | null {
    let known = true
    let length = text.length
    const filled = text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
      const value = this.#stage.variables.get(braced ?? plain ?? '')?.text
      length += value?.length ?? 0
      known &&= value !== undefined && length <= longestValue
      return known ? (value ?? '') : ''
    })
    return known && !filled.includes('$') ? filled : null
  }

  /** An absolute path in the container. */
  #resolve(path: string): string | null {
    const bare = this.#filledIn(path.replace(/^(["'])(.*)\1$/, '$2')) ?? '$'
    if (bare === '' || /[$\\]|^[A-Za-z]:/.test(bare)) return null
    if (!bare.startsWith('/') && this.#stage.directory === null) return null
    const parts: string[] = []
    for (const part of (bare.startsWith('/') ? bare : `${this.#stage.directory}/${bare}`).split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return `/${parts.join('/')}`
  }

  #run({ keyword, arguments: span, end, heredocs }: Instruction): void {
    const content = this.#text.slice(span.start, end)
    const command = keyword === 'HEALTHCHECK' ? /^CMD\s+/i.exec(content) : null
    if (keyword === 'HEALTHCHECK' && !command) return
    const start = span.start + (command?.[0].length ?? 0)
    const words = this.#text[start] === '[' ? readJson(this.#text, start, end) : undefined
    const [script] = heredocs
    let guest: Guest
    if (words?.kind === 'array') guest = execGuest(this.#text, words.items)
    else if (script && hereScript.test(content.trim())) {
      guest = new GuestBuilder(this.#text).copy(script).build()
      if (hasOtherShebang(guest.text)) return
    } else guest = this.#code({ start, end: span.end }, end)
    const { name: stage, directory, directorySpan, buildContext, shell, variables } = this.#stage
    const below = buildContext === null ? null : pathBelow(buildContext, directory)
    this.regions.push({
      host: 'dockerfile',
      guest,
      context: { kind: 'dockerfile', stage, directory, buildContext },
      ...(below && directorySpan && { settings: [{ path: below, span: directorySpan }] }),
      variables: [...variables.values()],
      lenient: shell !== null && !startsPosixShell(shell),
    })
  }

  /** The shell's code: comment lines and blank lines between joined lines are Docker's, not the shell's. */
  #code(span: Span, end: number): Guest {
    const builder = new GuestBuilder(this.#text)
    for (let at = span.start; at < end; ) {
      const lineEnd = this.#text.indexOf('\n', at)
      const next = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1
      const line = this.#text.slice(at, next)
      const continued = this.#continuation.exec(line)
      if (at === span.start || !/^\s*(?:#|$)/.test(line)) {
        builder.copy({ start: at, end: at + (continued?.index ?? line.length) })
        if (continued) builder.escape({ start: at + continued.index, end: next }, '\\\n')
      }
      at = next
    }
    return builder.copy({ start: end, end: span.end }).build()
  }
}

/** Where a directory of an image lies below another one, both absolute; null for the same one and for any other. */
export function pathBelow(above: string, directory: string | null): string | null {
  const base = above === '/' ? '/' : `${above}/`
  return directory?.startsWith(base) && directory !== base ? directory.slice(base.length) : null
}

/** Whether the words of `SHELL ["/bin/bash", "-c"]` start a POSIX shell. */
function startsPosixShell(words: string): boolean {
  return isShellPath(/^\[\s*"([^"]*)"/.exec(words)?.[1] ?? '')
}
