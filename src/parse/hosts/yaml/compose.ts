import { parentOf } from '../../../text/paths.ts'
import type { Guest } from '../../embed/guest.ts'
import { addQuoted } from '../../embed/quoted-words.ts'
import type { Region } from '../../embed/region.ts'
import { isShellPath } from '../../shell/shebang.ts'
import { joinDirectory } from '../directory.ts'
import type { YamlNode } from './yaml-tree.ts'

/**
 * Compose: what services run in their images (Compose specification, "services"): `entrypoint`, `command`, health checks
 * and lifecycle hooks. A string is split into words as a shell would, a list is executed as it is.
 */
export function readCompose(root: YamlNode, path: string): Region[] {
  const regions: Region[] = []
  for (const { key: service, value } of root.get('services')?.entries() ?? []) {
    const directory = workingDirectory(value, parentOf(path))
    const image = value.get('build') === undefined ? value.get('image')?.text : undefined
    const add = (name: string, guest: Guest | null | undefined) => {
      if (!guest || guest.text.trim() === '') return
      const key = `services.${service}.${name}`
      const context = {
        kind: 'config',
        format: 'compose',
        key,
        directory,
        ...(image && { image }),
      } as const
      regions.push({ host: 'config', guest, context, lenient: true })
    }
    const entrypoint = value.get('entrypoint')
    const command = value.get('command')
    add('entrypoint', wordsOf(entrypoint))
    const words = wordsOf(command)
    // What begins with an option completes the entry point of the image.
    if (expectsCode(entrypoint)) add('command', words && codeArgument(words))
    else if (!/^'?-/.test(words?.text ?? '')) add('command', words)
    add('healthcheck.test', healthCheck(value.at('healthcheck', 'test')))
    for (const hook of ['post_start', 'pre_stop'])
      for (const item of value.get(hook)?.items() ?? []) add(hook, wordsOf(item.get('command')))
  }
  return regions
}

/** The words of a command in either form. */
function wordsOf(node: YamlNode | undefined): Guest | null {
  const guest = node?.guest()
  return guest ? interpolated(guest) : quotedWords(node?.items() ?? [])
}

function quotedWords(items: readonly YamlNode[]): Guest | null {
  const words = items.flatMap((item) => {
    const word = item.scalar()
    return word && word.text !== '' ? [word] : []
  })
  const [first] = words
  if (!first) return null
  const plain = words.map((word) => ({
    content: interpolated(word),
    span: word.span(0, word.text.length),
  }))
  return addQuoted(first.builder(), plain).build()
}

/** Whether the entry point is a shell that takes its code from `command`. */
function expectsCode(entrypoint: YamlNode | undefined): boolean {
  const words =
    entrypoint?.text?.trim().split(/\s+/) ?? entrypoint?.items().flatMap(({ text }) => text ?? []) ?? []
  return isShellPath(words[0] ?? '') && /^-[a-z]*c$/.test(words.at(-1) ?? '')
}

/** The words of `command` as they follow `sh -c`. */
function codeArgument(words: Guest): Guest {
  const { start } = words.span(0, 0)
  const builder = words.builder().escape({ start, end: start }, 'sh -c ')
  words.copyInto(builder, 0, words.text.length)
  return builder.build()
}

/** `CMD` runs words, `CMD-SHELL` and a bare string run code. */
function healthCheck(test: YamlNode | undefined): Guest | null {
  const [kind, ...rest] = test?.items() ?? []
  if (kind?.text === 'CMD') return quotedWords(rest)
  const code = kind?.text === 'CMD-SHELL' ? rest[0]?.guest() : test?.guest()
  return code ? interpolated(code) : null
}

const variable = /\$\$|\$\{(?:[^{}]|\{[^{}]{0,200}\}){0,200}\}|\$[A-Za-z_]\w*/g

/** What Compose fills in before it starts anything is a hole; `$$` stands for `$` (Compose, "Interpolation"). */
function interpolated(guest: Guest): Guest {
  const { text } = guest
  if (!text.includes('$')) return guest
  const builder = guest.builder()
  let at = 0
  for (const { index, 0: found } of text.matchAll(variable)) {
    guest.copyInto(builder, at, index)
    at = index + found.length
    if (found === '$$') builder.escape(guest.span(index, at), '$')
    else builder.hole(guest.span(index, at))
  }
  guest.copyInto(builder, at, text.length)
  return builder.build()
}

interface Mount {
  readonly source: string
  readonly target: string
}

/**
 * Where a service runs, relative to the repository root: known where `working_dir` lies in a directory that is mounted
 * from beside the file, and no other one is mounted below it.
 */
function workingDirectory(service: YamlNode, base: string): string | null {
  const setting = service.get('working_dir')?.text?.replace(/(?<=[^/])\/+$/, '')
  if (!setting?.startsWith('/') || setting.includes('$')) return null
  const mounts = (service.get('volumes')?.items() ?? []).flatMap((volume) => readMount(volume) ?? [])
  if (mounts.some(({ target }) => target.startsWith(`${setting}/`))) return null
  const [mount] = mounts
    .filter(({ target }) => setting === target || setting.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)
  if (!mount) return null
  return joinDirectory(joinDirectory(base, mount.source), setting.slice(mount.target.length + 1))
}

/** A mounted directory, `./app:/srv:ro` or written out; null for volumes that Docker keeps. */
function readMount(volume: YamlNode): Mount | null {
  const [from, to] = volume.text?.split(':') ?? [volume.get('source')?.text, volume.get('target')?.text]
  if (!from || !to?.startsWith('/')) return null
  const source = from.replace(/^\$(?:PWD\b|\{PWD\})/, '.')
  if (!/^[./~$]/.test(source)) return null
  return { source, target: to.replace(/(?<=[^/])\/+$/, '') }
}
