import { fileURLToPath } from 'node:url'
import type {
  ClientCapabilities,
  CodeActionParams,
  CompletionItem,
  Connection,
  InitializeParams,
  InitializeResult,
  TextDocumentPositionParams,
  TextDocuments,
} from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { allRules } from '../all-rules.ts'
import { version } from '../program-version.ts'
import type { Terminal } from '../terminal.ts'
import { completionsAfter } from './config-completion.ts'
import { DiagnosticsChannel } from './diagnostics-channel.ts'
import { actionsAt, explainCommandName, fixAllKind } from './editor-actions.ts'
import { pageOf } from './editor-diagnostics.ts'
import { hoverAt } from './editor-hover.ts'
import { linksIn } from './editor-links.ts'
import { offsetIn, spanIn } from './editor-places.ts'
import { isSettings, type LiveRepository } from './live-repository.ts'
import { OpenFolders } from './open-folders.ts'
import type * as Protocol from './protocol.ts'

/** Answers an editor: one server for all folders that it has open. */
export class EditorServer {
  readonly #connection: Connection
  readonly #protocol: typeof Protocol
  readonly #documents: TextDocuments<TextDocument>
  readonly #folders: OpenFolders
  readonly #diagnostics: DiagnosticsChannel
  #capabilities: ClientCapabilities = {}
  #asksForReason = false

  constructor(protocol: typeof Protocol, connection: Connection, env: Terminal['env']) {
    this.#protocol = protocol
    this.#connection = connection
    this.#documents = new protocol.TextDocuments(protocol.TextDocument)
    this.#folders = new OpenFolders(env)
    this.#diagnostics = new DiagnosticsChannel({
      connection,
      folders: this.#folders,
      pulls: () => this.#pulls,
      refreshes: () => this.#capabilities.workspace?.diagnostics?.refreshSupport === true,
      versionOf: (uri) => this.#documents.get(uri)?.version,
      tell: (error) => this.#tell(error),
    })
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
      this.#diagnostics.pull(textDocument.uri, previousResultId),
    )
    connection.languages.diagnostics.onWorkspace(({ previousResultIds }) =>
      this.#diagnostics.pullAll(previousResultIds),
    )
    connection.onCodeAction((params) => this.#actions(params))
    connection.onHover((params) =>
      this.#at(params, null, (offset, file, snapshot) => hoverAt(offset, file, snapshot)),
    )
    connection.onDocumentLinks(async ({ textDocument }) => {
      const place = this.#folders.fileAt(textDocument.uri)
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
    for (const uri of folders) this.#folders.open(uri)
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
        for (const { uri } of added) this.#folders.open(uri)
        this.#diagnostics.checkSoon(this.#folders.all)
      })
    for (const live of this.#folders.all) void this.#firstCheck(live)
  }

  /** Whether the editor asks for diagnostics by itself; otherwise they are sent to it. */
  get #pulls(): boolean {
    return this.#capabilities.textDocument?.diagnostic !== undefined
  }

  #closeFolder(uri: string): void {
    const root = this.#folders.close(uri)
    if (root !== null) this.#diagnostics.clear(root)
  }

  #hold(uri: string, text: string | null): void {
    const live = this.#folders.hold(uri, text)
    if (live) this.#diagnostics.checkSoon([live])
  }

  #changedOnDisk(uris: readonly string[]): void {
    const touched = new Set(
      uris
        .filter((uri) => !/\/(?:\.git|node_modules|\.venv|__pycache__)\//.test(uri))
        .flatMap((uri) => this.#folders.fileAt(uri)?.live ?? []),
    )
    for (const live of touched) live.forgetDisk()
    this.#diagnostics.checkSoon([...touched])
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
      if (!this.#pulls) await this.#diagnostics.pushAll(live)
    } catch (error) {
      this.#tell(error)
    } finally {
      progress.done()
    }
  }

  async #actions({ textDocument, range, context }: CodeActionParams) {
    const place = this.#folders.fileAt(textDocument.uri)
    if (!place) return []
    const { live, path } = place
    const snapshot = await live.current()
    const file = live.textOf(path)
    if (!file) return []
    return actionsAt(spanIn(file, range), context, {
      snapshot,
      root: live.root,
      file,
      versionOf: (other) => this.#documents.get(this.#folders.addressOf(live, other))?.version ?? null,
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
    const place = this.#folders.fileAt(textDocument.uri)
    if (!place) return otherwise
    const snapshot = await place.live.current()
    const file = place.live.textOf(place.path)
    return file ? answer(offsetIn(file, position), file, snapshot) : otherwise
  }

  #completions({ textDocument, position }: TextDocumentPositionParams): CompletionItem[] {
    const place = this.#folders.fileAt(textDocument.uri)
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
