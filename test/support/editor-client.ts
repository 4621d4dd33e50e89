import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

/** A message of JSON-RPC as it comes. */
interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

export interface SentDiagnostic {
  readonly range: { readonly start: Point; readonly end: Point }
  readonly severity: number
  readonly code: string
  readonly message: string
  readonly codeDescription?: { readonly href: string }
  readonly data?: { readonly identity: string }
}

interface Point {
  readonly line: number
  readonly character: number
}

/** An editor that speaks the protocol by itself, byte by byte, with a server of its own. */
export class EditorClient {
  readonly #server: ChildProcess
  readonly #waiting = new Map<number, (message: Message) => void>()
  readonly #watchers: (() => void)[] = []
  #unread = Buffer.alloc(0)
  #next = 1
  #version = 1
  /** What the server has sent by itself, in order. */
  readonly received: Message[] = []
  /** The latest diagnostics of each address. */
  readonly diagnostics = new Map<string, readonly SentDiagnostic[]>()
  /** What the server said of itself. */
  initialized: { readonly capabilities: Readonly<Record<string, unknown>> } = { capabilities: {} }
  readonly exited: Promise<number | null>

  private constructor(cwd: string) {
    this.#server = spawn(process.execPath, [program, 'lsp', '--stdio'], {
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#server.stdout?.on('data', (bytes: Buffer) => this.#read(bytes))
    // It may be gone before the last answer.
    this.#server.stdin?.on('error', () => undefined)
    this.exited = new Promise((resolve) => this.#server.on('exit', resolve))
    onTestFinished(() => {
      this.#server.kill()
    })
  }

  /** Starts a server and greets it. */
  static async start(
    folders: readonly string[],
    capabilities: object = {},
    initializationOptions: object | null = null,
  ): Promise<EditorClient> {
    const client = new EditorClient(folders[0] ?? '.')
    const workspaceFolders = folders.map((folder) => ({ uri: addressOf(folder), name: folder }))
    client.initialized = (await client.request('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders,
      capabilities,
      initializationOptions,
    })) as EditorClient['initialized']
    client.notify('initialized', {})
    return client
  }

  request(method: string, params: object | null): Promise<unknown> {
    const id = this.#next++
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, ({ result, error }) =>
        error ? reject(new Error(error.message)) : resolve(result ?? null),
      )
    })
    this.#send({ id, method, params })
    return answer
  }

  notify(method: string, params: object | null): void {
    this.#send({ method, params })
  }

  /** Opens a document with this text, as its editor holds it. */
  open(file: string, text: string): void {
    const textDocument = { uri: addressOf(file), languageId: 'text', version: this.#version, text }
    this.notify('textDocument/didOpen', { textDocument })
  }

  /** Replaces a range of an open document, or all of it. */
  change(file: string, text: string, range?: SentDiagnostic['range']): void {
    this.notify('textDocument/didChange', {
      textDocument: { uri: addressOf(file), version: ++this.#version },
      contentChanges: [range ? { range, text } : { text }],
    })
  }

  /** Waits until something holds that messages change. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const end = Date.now() + 20_000
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${what} did not come`)
      await new Promise<void>((resolve) => {
        this.#watchers.push(resolve)
        setTimeout(resolve, 200)
      })
    }
  }

  /** The codes of what was pushed for a file. */
  codes(file: string): readonly string[] {
    return (this.diagnostics.get(addressOf(file)) ?? []).map(({ code }) => code)
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }))
    this.#server.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`)
    this.#server.stdin?.write(body)
  }

  #read(bytes: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, bytes])
    for (;;) {
      const end = this.#unread.indexOf('\r\n\r\n')
      if (end === -1) return
      const [, length] = /Content-Length: (\d+)/.exec(this.#unread.subarray(0, end).toString('latin1')) ?? []
      const start = end + 4
      const stop = start + Number(length)
      if (this.#unread.length < stop) return
      const message = JSON.parse(this.#unread.subarray(start, stop).toString('utf8')) as Message
      this.#unread = this.#unread.subarray(stop)
      this.#take(message)
    }
  }

  #take(message: Message): void {
    const { id, method, params } = message
    if (method === undefined) {
      this.#waiting.get(Number(id))?.(message)
      this.#waiting.delete(Number(id))
    } else {
      this.received.push(message)
      if (method === 'textDocument/publishDiagnostics') {
        const { uri, diagnostics } = params as { uri: string; diagnostics: SentDiagnostic[] }
        this.diagnostics.set(uri, diagnostics)
      }
      // A request of the server is granted.
      if (id !== undefined)
        this.#send({ id, result: method === 'window/showDocument' ? { success: true } : null })
    }
    for (const watcher of this.#watchers.splice(0)) watcher()
  }
}

/** The address of a file. */
export function addressOf(file: string): string {
  return pathToFileURL(join(file)).href
}
