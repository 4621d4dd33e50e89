import { createHash } from 'node:crypto'
import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  PreviousResultId,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver'
import { diagnosticsOf } from './editor-diagnostics.ts'
import type { LiveRepository } from './live-repository.ts'
import type { OpenFolders } from './open-folders.ts'

/** How long an edit waits for the next one, in milliseconds. */
const patience = 20

/** What the channel asks of the server. */
interface ChannelFacts {
  readonly connection: Connection
  readonly folders: OpenFolders
  /** Whether the editor asks for diagnostics by itself; otherwise they are sent to it. */
  pulls(): boolean
  /** Whether the editor can be told to ask again. */
  refreshes(): boolean
  /** The version of an open document, or undefined for one that is not open. */
  versionOf(uri: string): number | undefined
  tell(error: unknown): void
}

/** Brings diagnostics to an editor: pushed to one that does not ask, else as it asks for them. */
export class DiagnosticsChannel {
  readonly #facts: ChannelFacts
  /** Addresses for which something was pushed, with the root of their repository. */
  readonly #pushed = new Map<string, string>()
  readonly #waiting = new Map<LiveRepository, NodeJS.Timeout>()

  constructor(facts: ChannelFacts) {
    this.#facts = facts
  }

  /** Checks again once no further edit comes. */
  checkSoon(some: readonly LiveRepository[]): void {
    for (const live of some) {
      clearTimeout(this.#waiting.get(live))
      this.#waiting.set(
        live,
        setTimeout(() => {
          this.#waiting.delete(live)
          if (!this.#facts.pulls()) void this.pushAll(live)
          else if (this.#facts.refreshes()) this.#facts.connection.languages.diagnostics.refresh()
        }, patience),
      )
    }
  }

  /** Takes back what was pushed of a repository that is closed. */
  clear(root: string): void {
    for (const [address, owner] of this.#pushed) if (owner === root) this.#push(address, [], root)
  }

  /** Sends what is found in every file, and nothing for those that are clean now. */
  async pushAll(live: LiveRepository): Promise<void> {
    try {
      const found = diagnosticsOf(await live.current(), live.root)
      const told = new Set<string>()
      for (const [path, diagnostics] of found)
        told.add(this.#push(this.#facts.folders.addressOf(live, path), diagnostics, live.root))
      for (const [address, owner] of this.#pushed)
        if (owner === live.root && !told.has(address)) this.#push(address, [], live.root)
    } catch (error) {
      this.#facts.tell(error)
    }
  }

  async pull(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const file = this.#facts.folders.fileAt(uri)
    if (!file) return { kind: 'full', items: [] }
    const items = diagnosticsOf(await file.live.current(), file.live.root).get(file.path) ?? []
    const resultId = nameOf(items)
    return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items }
  }

  /** Every file with findings, and nothing for those that had some when they were last asked for. */
  async pullAll(previous: readonly PreviousResultId[]): Promise<WorkspaceDiagnosticReport> {
    const before = new Map(previous.map(({ uri, value }) => [uri, value]))
    const items: WorkspaceDiagnosticReport['items'] = []
    for (const live of this.#facts.folders.all)
      for (const [path, diagnostics] of diagnosticsOf(await live.current(), live.root)) {
        const uri = this.#facts.folders.addressOf(live, path)
        items.push(this.#report(uri, diagnostics, before.get(uri)))
        before.delete(uri)
      }
    for (const [uri, value] of before) items.push(this.#report(uri, [], value))
    return { items }
  }

  #push(uri: string, diagnostics: Diagnostic[], root: string): string {
    const version = this.#facts.versionOf(uri)
    if (diagnostics.length > 0) this.#pushed.set(uri, root)
    else this.#pushed.delete(uri)
    void this.#facts.connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(version !== undefined && { version }),
    })
    return uri
  }

  #report(
    uri: string,
    items: Diagnostic[],
    previous: string | undefined,
  ): WorkspaceDiagnosticReport['items'][number] {
    const resultId = nameOf(items)
    const version = this.#facts.versionOf(uri) ?? null
    return resultId === previous
      ? { kind: 'unchanged', uri, version, resultId }
      : { kind: 'full', uri, version, resultId, items }
  }
}

/** A name for what was found, which changes with it. */
function nameOf(items: readonly Diagnostic[]): string {
  const said = JSON.stringify(items.map(({ range, message }) => [range, message]))
  return createHash('sha1').update(said).digest('base64url')
}
