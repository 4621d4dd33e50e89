import { commandFileOf } from '../../../tables/command-files.ts'
import { parentOf } from '../../../text/paths.ts'
import type { SourceFile } from '../../../text/source-file.ts'
import { GuestBuilder } from '../../embed/guest.ts'
import { addQuoted } from '../../embed/quoted-words.ts'
import type { Region } from '../../embed/region.ts'
import type { DirectorySetting } from '../../script.ts'
import { readCommandFile } from '../command-file.ts'
import { settingPath } from '../directory.ts'
import type { HostReading } from '../host-reading.ts'
import { copyJsonString, entriesOf, JsonConfig, type JsonNode, jsonAt, readJson } from './json-tree.ts'

const containerCommands = [
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
]

/** Reads the scripts of a `package.json` and the commands of a `devcontainer.json`; of a `flake.lock`, whether it is JSON. */
export function readJsonFile({ path, text }: SourceFile): HostReading {
  const row = commandFileOf(path)
  if (!row && !/(?:^|\/)(?:(?:package|\.?devcontainer)\.json|flake\.lock)$/.test(path)) return {}
  const root = readJson(text)
  if (root.kind === 'error') {
    const span = { start: root.offset, end: Math.min(text.length, root.offset + 1) }
    if (root.problem === 'depth') {
      return { troubles: [{ id: 'too-deep', path, span, message: 'JSON nested this deeply is not read.' }] }
    }
    return { troubles: [{ id: 'syntax-error', path, span, message: 'This is not valid JSON.' }] }
  }
  if (row) return { regions: readCommandFile(new JsonConfig(text, root), row, path) }
  if (path.endsWith('flake.lock')) return {}
  const regions: Region[] = []
  const container = path.endsWith('devcontainer.json')
  const directory = container ? containerFolder(path) : parentOf(path)
  const inContainer = container ? workspaceFolder(directory, root) : []
  const add = (key: string, node: JsonNode | undefined) => {
    const settings = key.startsWith('initializeCommand') ? [] : inContainer
    if (node?.kind === 'array' && container)
      regions.push({ ...execRegion(text, node.items, { key, directory }), settings })
    if (node?.kind !== 'string') return
    const builder = new GuestBuilder(text)
    copyJsonString(builder, text, node.span)
    const format = container ? 'devcontainer' : 'package.json'
    regions.push({
      host: 'config',
      guest: builder.build(),
      context: { kind: 'config', format, key, directory },
      settings,
      lenient: false,
    })
  }
  if (container) {
    for (const key of containerCommands) {
      const command = jsonAt(root, key)
      add(key, command)
      for (const entry of entriesOf(command)) add(`${key}.${entry.key}`, entry.value)
    }
  } else for (const { key, value } of entriesOf(jsonAt(root, 'scripts'))) add(`scripts.${key}`, value)
  return { regions }
}

function execRegion(
  text: string,
  words: readonly JsonNode[],
  { key, directory }: { readonly key: string; readonly directory: string | null },
): Region {
  const guest = execGuest(text, words)
  const context = { kind: 'config', format: 'devcontainer', key, directory } as const
  return { host: 'config', guest, context, lenient: false }
}

/** The folder that has the configuration of a dev container, where its commands run unless it says otherwise. */
function containerFolder(path: string): string {
  return parentOf(path.replace(/(?:^|\/)\.devcontainer\/.*/s, '/x').replace(/^\//, ''))
}

/**
 * `workspaceFolder`, seen from the folder that has the configuration. The repository is mounted at
 * `/workspaces/<its name>` unless `workspaceMount` says otherwise (containers.dev, "General devcontainer.json
 * properties").
 */
function workspaceFolder(own: string, root: JsonNode): DirectorySetting[] {
  const folder = jsonAt(root, 'workspaceFolder')
  const mount = jsonAt(root, 'workspaceMount')
  const { span } = folder ?? mount ?? {}
  if (!span) return []
  const inner = { start: span.start + 1, end: span.end - 1 }
  const below = /^\/workspaces\/(?:[\w.-]+|\$\{localWorkspaceFolderBasename\})(?:\/([\w./-]*))?$/.exec(
    folder?.kind === 'string' ? folder.text : '',
  )
  if (mount || !below || below[1]?.includes('..')) return [{ path: null, span: inner }]
  const up = own === '.' ? '' : '../'.repeat(own.split('/').length)
  return [{ path: settingPath(`${up}${below[1] ?? ''}`), span: inner }]
}

/** An array of words, as the shell would read them quoted. */
export function execGuest(text: string, words: readonly JsonNode[]) {
  const plain = words.flatMap((word) => {
    if (word.kind !== 'string') return []
    const content = new GuestBuilder(text)
    copyJsonString(content, text, word.span)
    return [{ content: content.build(), span: { start: word.span.start + 1, end: word.span.end - 1 } }]
  })
  return addQuoted(new GuestBuilder(text), plain).build()
}
