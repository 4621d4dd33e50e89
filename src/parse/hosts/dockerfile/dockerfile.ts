import { posixShellPattern } from '../../../tables/shells.ts'
import type { SourceFile } from '../../../text/source-file.ts'
import type { Span } from '../../../text/span.ts'
import { type Guest, GuestBuilder } from '../../embed/guest.ts'
import type { Region } from '../../embed/region.ts'
import { hasOtherShebang, isShellPath } from '../../shell/interpreter.ts'
import { directivesAmong, type HostReading } from '../host-reading.ts'
import { execGuest } from '../json/json-file.ts'
import { readJson } from '../json/json-tree.ts'
import { type Instruction, readInstructions } from './instructions.ts'

/** What is in force at an instruction of a stage. */
interface Stage {
  readonly name: string | null
  /** Absolute `WORKDIR`, or null when unknown. */
  directory: string | null
  /** Where `COPY . …` has put the build context. */
  buildContext: string | null
  shell: string | null
}

const running = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'])
/** `RUN <<EOF`, also with a shell that reads the document: `RUN <<EOF bash -e`. */
const hereScript = new RegExp(`^<<-?\\S+(?:[ \\t]+(?:\\S*/)?${posixShellPattern}(?:[ \\t]+-\\S+)*)?$`)

/** Reads `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell, exec and here-document form. */
export function readDockerfile({ text }: SourceFile): HostReading {
  const { joiner, instructions, comments } = readInstructions(text)
  const reader = new StageReader(text, joiner)
  for (const instruction of instructions) reader.read(instruction)
  return { regions: reader.regions, directives: directivesAmong(text, comments) }
}

class StageReader {
  readonly regions: Region[] = []
  readonly #text: string
  readonly #continuation: RegExp
  readonly #stages = new Map<string, Stage>()
  #stage: Stage = { name: null, directory: null, buildContext: null, shell: null }

  constructor(text: string, joiner: string) {
    this.#text = text
    this.#continuation = joiner === '`' ? /`[ \t]*\r?\n$/ : /\\[ \t]*\r?\n$/
  }

  read(instruction: Instruction): void {
    const { keyword, flags, end } = instruction
    const content = this.#text.slice(instruction.arguments.start, end).trim()
    if (keyword === 'FROM') this.#enterStage(content)
    else if (keyword === 'WORKDIR') this.#stage.directory = this.#resolve(content)
    else if (keyword === 'SHELL') this.#stage.shell = content
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(flags, content)
    else if (running.has(keyword)) this.#run(instruction)
  }

  #enterStage(content: string): void {
    const [image = '', , name = null] = content.split(/\s+/, 3)
    const base = this.#stages.get(image.toLowerCase())
    this.#stage = { ...(base ?? { directory: null, buildContext: null, shell: null }), name }
    if (name) this.#stages.set(name.toLowerCase(), this.#stage)
  }

  #copy(flags: readonly string[], content: string): void {
    const [from, to, more] = content.split(/\s+/, 3)
    const ownContext = !flags.some((flag) => flag.startsWith('--from'))
    if (ownContext && to && !more && /^\.\/?$/.test(from ?? '')) this.#stage.buildContext = this.#resolve(to)
  }

  /** An absolute path in the container. */
  #resolve(path: string): string | null {
    const bare = path.replace(/^(["'])(.*)\1$/, '$2')
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
    const { name: stage, directory, buildContext, shell } = this.#stage
    this.regions.push({
      host: 'dockerfile',
      guest,
      context: { kind: 'dockerfile', stage, directory, buildContext },
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

/** Whether the words of `SHELL ["/bin/bash", "-c"]` start a POSIX shell. */
function startsPosixShell(words: string): boolean {
  return isShellPath(/^\[\s*"([^"]*)"/.exec(words)?.[1] ?? '')
}
