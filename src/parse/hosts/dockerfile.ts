import { type Dockerfile, DockerfileParser, From, type Instruction, Run } from 'dockerfile-ast'
import type { Range } from 'vscode-languageserver-types'
import { linesOf, type SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import type { Region } from '../embed/region.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'
import { execGuest } from './json/json-file.ts'
import { readJson } from './json/json-tree.ts'

/** What is in force at an instruction of a stage. */
interface Stage {
  readonly name: string | null
  /** Absolute `WORKDIR`, or null when unknown. */
  directory: string | null
  /** Where `COPY . …` has put the build context. */
  buildContext: string | null
  shell: string | null
}

const keywords = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'])
const otherShell = /pwsh|powershell|cmd(?:\.exe)?$|python|perl/i

/** Reads `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell, exec and here-document form. */
export function readDockerfile(file: SourceFile): HostReading {
  const { text } = file
  const dockerfile = DockerfileParser.parse(text)
  const reader = new InstructionReader(file, dockerfile)
  for (const instruction of dockerfile.getInstructions()) reader.read(instruction)
  const comments = [...text.matchAll(/^[ \t]*(#[^\r\n]*policy-check:[^\r\n]*)/gm)].map(
    ({ index, 0: line, 1: comment = '' }) => {
      const end = index + line.length
      return { start: end - comment.length, end }
    },
  )
  const own = comments.filter(
    ({ start }) => !reader.heredocs.some((span) => span.start <= start && start < span.end),
  )
  return { regions: reader.regions, directives: directivesAmong(text, own) }
}

class InstructionReader {
  readonly regions: Region[] = []
  readonly heredocs: Span[] = []
  readonly #file: SourceFile
  readonly #dockerfile: Dockerfile
  readonly #stages = new Map<string, Stage>()
  #stage: Stage = { name: null, directory: null, buildContext: null, shell: null }

  constructor(file: SourceFile, dockerfile: Dockerfile) {
    this.#file = file
    this.#dockerfile = dockerfile
  }

  read(instruction: Instruction): void {
    const keyword = instruction.getKeyword()
    const words = () => instruction.getArguments().map((argument) => argument.getValue())
    if (instruction instanceof From) this.#enterStage(instruction)
    else if (keyword === 'WORKDIR')
      this.#stage.directory = this.#resolve(instruction.getArgumentsContent() ?? '')
    else if (keyword === 'SHELL') this.#stage.shell = instruction.getArgumentsContent()
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(words())
    else if (keywords.has(keyword)) this.#run(instruction)
  }

  #enterStage(from: From): void {
    const base = this.#stages.get(from.getImage()?.toLowerCase() ?? '')
    const name = from.getBuildStage()
    this.#stage = { ...(base ?? { directory: null, buildContext: null, shell: null }), name }
    if (name) this.#stages.set(name.toLowerCase(), this.#stage)
  }

  #copy(words: readonly string[]): void {
    if (words.some((word) => word.startsWith('--from'))) return
    const paths = words.filter((word) => !word.startsWith('--'))
    if (paths.length === 2 && /^\.\/?$/.test(paths[0] ?? ''))
      this.#stage.buildContext = this.#resolve(paths[1] ?? '')
  }

  /** An absolute path in the container. */
  #resolve(path: string): string | null {
    const bare = path.trim().replace(/^(["'])(.*)\1$/, '$2')
    if (bare === '' || /[$\\]|^[A-Za-z]:/.test(bare)) return null
    if (!bare.startsWith('/') && this.#stage.directory === null) return null
    const parts: string[] = []
    for (const part of (bare.startsWith('/') ? bare : `${this.#stage.directory}/${bare}`).split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return `/${parts.join('/')}`
  }

  #run(instruction: Instruction): void {
    const range = instruction.getArgumentsRange()
    if (!range) return
    const span = this.#span(range)
    const { text } = this.#file
    const found = instruction instanceof Run ? instruction.getHeredocs() : []
    const heredocs = found
      .flatMap((heredoc) => heredoc.getContentRange() ?? [])
      .map((content) => this.#span(content))
    this.heredocs.push(...heredocs)
    if (instruction.getKeyword() === 'HEALTHCHECK') {
      const command = /^CMD\s+/i.exec(text.slice(span.start, span.end))
      if (!command) return
      span.start += command[0].length
    }
    const words = text[span.start] === '[' ? readJson(text, span.start, span.end) : undefined
    const [only] = heredocs
    const isScript = only && /^<<-?\s*\S+$/.test(text.slice(span.start, this.#lineEnd(span.start)).trim())
    let guest: Guest
    if (words?.kind === 'array') guest = execGuest(text, words.items)
    else if (isScript) guest = this.#code(only, [only])
    else guest = this.#code(span, heredocs)
    if (isScript && /^#!(?!.*\b(?:ba|da|z)?sh\b)/.test(guest.text)) return
    const { name: stage, directory, buildContext, shell } = this.#stage
    this.regions.push({
      host: 'dockerfile',
      guest,
      context: { kind: 'dockerfile', stage, directory, buildContext },
      lenient: shell !== null && otherShell.test(shell),
    })
  }

  /** The shell's code: comment lines and blank lines between continued lines are Docker's, not the shell's. */
  #code(span: Span, verbatim: readonly Span[]): Guest {
    const { text } = this.#file
    const builder = new GuestBuilder(text)
    const continuation = this.#dockerfile.getEscapeCharacter() === '`' ? /`[ \t]*\r?\n$/ : /\\[ \t]*\r?\n$/
    for (let at = span.start; at < span.end; ) {
      const next = Math.min(span.end, this.#lineEnd(at) + 1)
      const line = text.slice(at, next)
      const plain = verbatim.some(({ start, end }) => start <= at && at < end)
      const continued = plain ? null : continuation.exec(line)
      if (plain || at === span.start || !/^\s*(?:#|$)/.test(line)) {
        if (continued) {
          builder.copy({ start: at, end: at + continued.index })
          builder.escape({ start: at + continued.index, end: next }, '\\\n')
        } else builder.copy({ start: at, end: next })
      }
      at = next
    }
    return builder.build()
  }

  #lineEnd(at: number): number {
    const end = this.#file.text.indexOf('\n', at)
    return end < 0 ? this.#file.text.length : end
  }

  #span({ start, end }: Range): { start: number; end: number } {
    const lines = linesOf(this.#file)
    return {
      start: lines.lineSpan(start.line + 1).start + start.character,
      end: lines.lineSpan(end.line + 1).start + end.character,
    }
  }
}
