import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type {
  ClientCapabilities,
  CodeActionParams,
  CompletionItem,
  Connection,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeParams,
  InitializeResult,
  PreviousResultId,
  TextDocumentPositionParams,
  TextDocuments,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { findWorkTree } from '../../discover/git-directory.ts'
import { allRules } from '../all-rules.ts'
import { version } from '../program-version.ts'
import type { Terminal } from '../terminal.ts'
import { completionsAfter } from './config-completion.ts'
import { actionsAt, explainCommandName, fixAllKind } from './editor-actions.ts'
import { diagnosticsOf, pageOf } from './editor-diagnostics.ts'
import { hoverAt } from './editor-hover.ts'
import { linksIn } from './editor-links.ts'
import { addressOf, fileOf, offsetIn, pathIn, spanIn } from './editor-places.ts'
import { isSettings, LiveRepository } from './live-repository.ts'
import type * as Protocol from './protocol.ts'

/** How long an edit waits for the next one, in milliseconds. */
const patience = 20

/** A file that an editor asks about. */
interface Place {
  readonly live: LiveRepository
  readonly path: string
}

/** Answers an editor: one server for all folders that it has open. */
export class EditorServer {
  readonly #connection: Connection
  readonly #protocol: typeof Protocol
  readonly #documents: TextDocuments<TextDocument>
  readonly #env: Terminal['env']
  readonly #repositories = new Map<string, LiveRepository>()
  /** Addresses of open documents as the editor writes them, by the file. */
  readonly #addresses = new Map<string, string>()
  /** Addresses for which something was pushed. */
  readonly #pushed = new Map<string, string>()
  readonly #waiting = new Map<LiveRepository, NodeJS.Timeout>()
  #capabilities: ClientCapabilities = {}
  #asksForReason = false

  constructor(protocol: typeof Protocol, connection: Connection, env: Terminal['env']) {
    this.#protocol = protocol
    this.#connection = connection
    this.#env = env
    this.#documents = new protocol.TextDocuments(protocol.TextDocument)
  }

  /** Takes up the conversation; the connection ends it. */
  listen(): void {
    const connection = this.#connection
    connection.onInitialize((params) => this.#initialize(params))
    connection.onInitialized(() => this.#initialized())
    this.#documents.onDidChangeContent(({ document }) => this.#hold(document.uri, document.getText()))
    this.#documents.onDidClose(({ document }) => this.#hold(document.uri, null))
    this.#documents.onDidSave(({ document }) => this.#changedOnDisk([document.uri]))
    connection.onDidChangeWatchedFiles(({ changes }) => this.#changedOnDisk(changes.map(({ uri }) => uri)))
    connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
      this.#pull(textDocument.uri, previousResultId),
    )
    connection.languages.diagnostics.onWorkspace(({ previousResultIds }) => this.#pullAll(previousResultIds))
    connection.onCodeAction((params) => this.#actions(params))
    connection.onHover((params) =>
      this.#at(params, null, (offset, file, snapshot) => hoverAt(offset, file, snapshot)),
    )
    connection.onDocumentLinks(async ({ textDocument }) => {
      const place = this.#placeOf(textDocument.uri)
      const snapshot = await place?.live.current()
      const file = place?.live.textOf(place.path)
      return place && snapshot && file ? linksIn(file, snapshot, place.live.root) : []
    })
    connection.onCompletion((params) => this.#completions(params))
    connection.onExecuteCommand(({ command, arguments: given = [] }) => this.#execute(command, given))
    this.#documents.listen(connection)
    connection.listen()
  }

  #initialize({
    capabilities,
    workspaceFolders,
    rootUri,
    initializationOptions,
  }: InitializeParams): InitializeResult {
    this.#capabilities = capabilities
    const options = initializationOptions as { readonly asksForReason?: unknown } | null | undefined
    this.#asksForReason = options?.asksForReason === true
    const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri])
    for (const uri of folders) this.#openFolder(uri)
    return {
      serverInfo: { name: 'policy-check', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: 2, save: true },
        ...(this.#pulls && {
          diagnosticProvider: {
            identifier: 'policy-check',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }),
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
        hoverProvider: true,
        documentLinkProvider: {},
        completionProvider: { triggerCharacters: ['"', '[', '='] },
        executeCommandProvider: { commands: [explainCommandName] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    }
  }

  #initialized(): void {
    const { workspace } = this.#capabilities
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void this.#connection.client
        .register(this.#protocol.DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*' }],
        })
        .catch(() => undefined)
    if (workspace?.workspaceFolders)
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.#closeFolder(uri)
        for (const { uri } of added) this.#openFolder(uri)
        this.#checkSoon()
      })
    for (const live of this.#repositories.values()) void this.#firstCheck(live)
  }

  /** Whether the editor asks for diagnostics by itself; otherwise they are sent to it. */
  get #pulls(): boolean {
    return this.#capabilities.textDocument?.diagnostic !== undefined
  }

  #openFolder(uri: string): void {
    const folder = fileOf(uri)
    if (folder !== null) this.#repositoryAt(findWorkTree(folder) ?? folder)
  }

  #closeFolder(uri: string): void {
    const folder = fileOf(uri)
    if (folder === null) return
    const root = findWorkTree(folder) ?? folder
    this.#repositories.delete(root)
    for (const [address, owner] of this.#pushed) if (owner === root) this.#push(address, [], root)
  }

  #repositoryAt(root: string): LiveRepository {
    const known = this.#repositories.get(root)
    if (known) return known
    const live = new LiveRepository(root, this.#env)
    this.#repositories.set(root, live)
    return live
  }

  /** The repository of a file: the innermost that is open, or the one around it. */
  #placeOf(uri: string): Place | null {
    const file = fileOf(uri)
    if (file === null) return null
    const around = findWorkTree(file)
    const roots = [...this.#repositories.keys(), ...(around === null ? [] : [around])]
    const [root] = roots.filter((one) => pathIn(one, file) !== null).sort((a, b) => b.length - a.length)
    const path = root === undefined ? null : pathIn(root, file)
    return root === undefined || path === null ? null : { live: this.#repositoryAt(root), path }
  }

  #hold(uri: string, text: string | null): void {
    const place = this.#placeOf(uri)
    if (!place) return
    const { live, path } = place
    if (text === null) this.#addresses.delete(`${live.root}/${path}`)
    else this.#addresses.set(`${live.root}/${path}`, uri)
    live.hold(path, text)
    this.#checkSoon(live)
  }

  #changedOnDisk(uris: readonly string[]): void {
    const touched = new Set(
      uris
        .filter((uri) => !/\/(?:\.git|node_modules|\.venv|__pycache__)\//.test(uri))
        .flatMap((uri) => this.#placeOf(uri)?.live ?? []),
    )
    for (const live of touched) {
      live.forgetDisk()
      this.#checkSoon(live)
    }
  }

  #checkSoon(...some: readonly LiveRepository[]): void {
    for (const live of some.length > 0 ? some : this.#repositories.values()) {
      clearTimeout(this.#waiting.get(live))
      this.#waiting.set(
        live,
        setTimeout(() => {
          this.#waiting.delete(live)
          if (this.#pulls) this.#askToPull()
          else void this.#pushAll(live)
        }, patience),
      )
    }
  }

  #askToPull(): void {
    if (this.#capabilities.workspace?.diagnostics?.refreshSupport)
      this.#connection.languages.diagnostics.refresh()
  }

  async #firstCheck(live: LiveRepository): Promise<void> {
    const progress = await this.#connection.window.createWorkDoneProgress()
    progress.begin('policy-check', 0, live.root)
    try {
      let shown = 0
      await live.current((done, total) => {
        const percent = Math.floor((100 * done) / total)
        if (percent < shown + 10) return
        shown = percent
        progress.report(percent, `${done} of ${total} files`)
      })
      if (!this.#pulls) await this.#pushAll(live)
    } catch (error) {
      this.#tell(error)
    } finally {
      progress.done()
    }
  }

  /** Sends what is found in every file, and nothing for those that are clean now. */
  async #pushAll(live: LiveRepository): Promise<void> {
    try {
      const found = diagnosticsOf(await live.current(), live.root)
      const told = new Set<string>()
      for (const [path, diagnostics] of found)
        told.add(this.#push(this.#addressOf(live, path), diagnostics, live.root))
      for (const [address, owner] of this.#pushed)
        if (owner === live.root && !told.has(address)) this.#push(address, [], live.root)
    } catch (error) {
      this.#tell(error)
    }
  }

  #push(uri: string, diagnostics: Diagnostic[], root: string): string {
    const { version: ofDocument } = this.#documents.get(uri) ?? {}
    if (diagnostics.length > 0) this.#pushed.set(uri, root)
    else this.#pushed.delete(uri)
    void this.#connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(ofDocument !== undefined && { version: ofDocument }),
    })
    return uri
  }

  #addressOf(live: LiveRepository, path: string): string {
    return this.#addresses.get(`${live.root}/${path}`) ?? addressOf(live.root, path)
  }

  async #pull(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const place = this.#placeOf(uri)
    if (!place) return { kind: 'full', items: [] }
    const items = diagnosticsOf(await place.live.current(), place.live.root).get(place.path) ?? []
    const resultId = nameOf(items)
    return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items }
  }

  /** Every file with findings, and nothing for those that had some when they were last asked for. */
  async #pullAll(previous: readonly PreviousResultId[]): Promise<WorkspaceDiagnosticReport> {
    const before = new Map(previous.map(({ uri, value }) => [uri, value]))
    const items: WorkspaceDiagnosticReport['items'] = []
    for (const live of this.#repositories.values())
      for (const [path, diagnostics] of diagnosticsOf(await live.current(), live.root)) {
        const uri = this.#addressOf(live, path)
        items.push(this.#report(uri, diagnostics, before.get(uri)))
        before.delete(uri)
      }
    for (const [uri, value] of before) items.push(this.#report(uri, [], value))
    return { items }
  }

  #report(
    uri: string,
    items: Diagnostic[],
    previous: string | undefined,
  ): WorkspaceDiagnosticReport['items'][number] {
    const resultId = nameOf(items)
    const version = this.#documents.get(uri)?.version ?? null
    return resultId === previous
      ? { kind: 'unchanged', uri, version, resultId }
      : { kind: 'full', uri, version, resultId, items }
  }

  async #actions({ textDocument, range, context }: CodeActionParams) {
    const place = this.#placeOf(textDocument.uri)
    if (!place) return []
    const { live, path } = place
    const snapshot = await live.current()
    const file = live.textOf(path)
    if (!file) return []
    return actionsAt(spanIn(file, range), context, {
      snapshot,
      root: live.root,
      file,
      versionOf: (other) => this.#documents.get(this.#addressOf(live, other))?.version ?? null,
      asksForReason: this.#asksForReason,
      takesVersions: this.#capabilities.workspace?.workspaceEdit?.documentChanges === true,
    })
  }

  async #at<T>(
    { textDocument, position }: TextDocumentPositionParams,
    otherwise: T,
    answer: (
      offset: number,
      file: NonNullable<ReturnType<LiveRepository['textOf']>>,
      snapshot: Awaited<ReturnType<LiveRepository['current']>>,
    ) => T,
  ): Promise<T> {
    const place = this.#placeOf(textDocument.uri)
    if (!place) return otherwise
    const snapshot = await place.live.current()
    const file = place.live.textOf(place.path)
    return file ? answer(offsetIn(file, position), file, snapshot) : otherwise
  }

  #completions({ textDocument, position }: TextDocumentPositionParams): CompletionItem[] {
    const place = this.#placeOf(textDocument.uri)
    const document = this.#documents.get(textDocument.uri)
    if (!place || !document || !isSettings(place.path)) return []
    const before = document.getText({ start: { line: 0, character: 0 }, end: position })
    return completionsAfter(before, allRules, place.path === 'pyproject.toml')
  }

  async #execute(command: string, [rule]: readonly unknown[]): Promise<null> {
    const page = command === explainCommandName && typeof rule === 'string' ? pageOf(rule) : null
    if (page === null) return null
    if (this.#capabilities.window?.showDocument?.support)
      await this.#connection.window.showDocument({ uri: page, takeFocus: true })
    else this.#connection.window.showInformationMessage(`The page of ${String(rule)}: ${fileURLToPath(page)}`)
    return null
  }

  #tell(error: unknown): void {
    this.#connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

/** A name for what was found, which changes with it. */
function nameOf(items: readonly Diagnostic[]): string {
  const said = JSON.stringify(items.map(({ range, message }) => [range, message]))
  return createHash('sha1').update(said).digest('base64url')
}
