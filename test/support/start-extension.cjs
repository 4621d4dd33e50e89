// Starts a bundled extension of VS Code with the real program, in a host that answers just enough: what the extension does
// not rely on is a value that takes anything.
//
// node start-extension.cjs EXTENSION FOLDER PROGRAM …: prints the errors that a person would see, and `activated`.

const Module = require('node:module')
const { pathToFileURL } = require('node:url')

const [, , extension = '', folder = '', ...program] = process.argv
const disposable = { dispose() {} }

/**
 * Anything: it can be called, extended and asked for anything else.
 * @returns {Record<PropertyKey, object>}
 */
function anything() {
  /** @type {Map<PropertyKey, object>} */
  const known = new Map()
  const target = class {}
  return /** @type {never} */ (
    new Proxy(target, {
      get(_, key) {
        if (key === 'prototype') return target.prototype
        if (key === 'then') return undefined
        if (key === Symbol.toPrimitive) return () => 'anything'
        if (key === Symbol.iterator) return [][Symbol.iterator]
        if (!known.has(key)) known.set(key, anything())
        return known.get(key)
      },
      set: (_, key, value) => Boolean(known.set(key, value)),
      apply: () => anything(),
      construct: (_, given, made) => Reflect.construct(target, given, made),
    })
  )
}

class EventEmitter {
  /** @type {((event: unknown) => void)[]} */
  #listeners = []
  event = (/** @type {(event: unknown) => void} */ listener) => {
    this.#listeners.push(listener)
    return disposable
  }
  fire(/** @type {unknown} */ event) {
    for (const listener of this.#listeners) listener(event)
  }
  dispose() {}
}

const uri = { toString: () => pathToFileURL(folder).href, fsPath: folder, scheme: 'file' }
const vscode = anything()
Object.assign(vscode, {
  version: '1.82.0',
  EventEmitter,
  env: { appName: 'host', language: 'en' },
})
Object.assign(vscode.workspace ?? {}, {
  getConfiguration: () => ({ get: () => program }),
  workspaceFolders: [{ uri, name: 'folder', index: 0 }],
  textDocuments: [],
})
Object.assign(vscode.window ?? {}, {
  tabGroups: { all: [], onDidChangeTabs: () => disposable },
  createOutputChannel: () => ({ append() {}, appendLine() {}, show() {}, dispose() {} }),
  showErrorMessage: async (/** @type {string} */ message) => console.log(message),
})

const loader = /** @type {{ _load(request: string, ...rest: unknown[]): unknown }} */ (
  /** @type {unknown} */ (Module)
)
const load = loader._load
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest))

/** @type {{ activate(context: { subscriptions: unknown[] }): Promise<void> }} */
const { activate } = require(extension)
activate({ subscriptions: [] }).then(() => {
  console.log('activated')
  process.exit()
})
