/**
 * The attributes of a flake reference as `flake.lock` keeps them under `original`, or null for a form that is not
 * compared. nix: `src/libflake/flakeref.cc`, `src/libfetchers/{github,indirect,git,tarball,path}.cc`.
 */
export function referenceAttributes(url: string): ReadonlyMap<string, string> | null {
  const [beforeFragment = ''] = url.split('#')
  const [address = '', query = ''] = beforeFragment.split('?')
  const parameters = parametersOf(query)
  if (!parameters) return null
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]
  const rest = scheme === undefined ? address : address.slice(scheme.length + 1)
  if (scheme === 'github' || scheme === 'gitlab' || scheme === 'sourcehut') {
    return forge(scheme, rest, parameters)
  }
  if (scheme === 'flake' || (scheme === undefined && /^[A-Za-z][\w-]*(\/[\w.-]+){0,2}$/.test(address))) {
    return indirect(rest, parameters)
  }
  if (scheme === 'path' || (scheme === undefined && /^\.{1,2}(\/|$)/.test(address))) {
    return attributes({ type: 'path', path: rest }, parameters)
  }
  if (scheme?.startsWith('git+')) return attributes({ type: 'git', url: address.slice(4) }, parameters)
  if (scheme?.startsWith('tarball+'))
    return attributes({ type: 'tarball', url: beforeFragment.slice(8) }, new Map())
  const isArchive = /\.(zip|tar|tgz|tar\.(gz|xz|bz2|zst))$/.test(address)
  if ((scheme === 'https' || scheme === 'http') && isArchive) {
    return attributes({ type: 'tarball', url: beforeFragment }, new Map())
  }
  return null
}

function parametersOf(query: string): Map<string, string> | null {
  const parameters = new Map<string, string>()
  for (const part of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = part.split('=')
    try {
      parameters.set(name, decodeURIComponent(value))
    } catch {
      return null
    }
  }
  return parameters
}

function forge(type: string, rest: string, parameters: Map<string, string>): Map<string, string> | null {
  const parts = rest.split('/').map((part) => part.replaceAll('%2F', '/'))
  const [owner, repo, ...revision] = parts
  if (!owner || !repo) return null
  return attributes({ type, owner, repo, ...commitish(revision.join('/')) }, parameters)
}

function indirect(rest: string, parameters: Map<string, string>): Map<string, string> {
  const [id = '', first = '', second = ''] = rest.split('/')
  const chosen = second === '' ? commitish(first) : { ref: first, rev: second }
  return attributes({ type: 'indirect', id, ...chosen }, parameters)
}

function commitish(text: string): Record<string, string> {
  if (text === '') return {}
  return /^[0-9a-f]{40}$/.test(text) ? { rev: text } : { ref: text }
}

function attributes(
  own: Record<string, string>,
  parameters: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map([...Object.entries(own), ...parameters])
}

/** Attributes of a reference that decide what it points to. Others, such as `narHash`, may differ. */
const deciding = ['type', 'owner', 'repo', 'id', 'url', 'path', 'ref', 'rev', 'dir', 'host'] as const

/** Whether a URL asks for what a lock's `original` says; null when that cannot be told. */
export function asksFor(url: string, original: ReadonlyMap<string, string>): boolean | null {
  const asked = referenceAttributes(url)
  if (!asked || original.size === 0) return null
  return deciding.every((name) => (asked.get(name) ?? '') === (original.get(name) ?? ''))
}

/** A lock's `original` as a URL for people. */
export function shownReference(original: ReadonlyMap<string, string>): string {
  const type = original.get('type') ?? ''
  const end = original.get('ref') ?? original.get('rev')
  const tail = end === undefined ? '' : `/${end}`
  if (original.has('owner')) return `${type}:${original.get('owner')}/${original.get('repo')}${tail}`
  if (type === 'indirect') return `${original.get('id')}${tail}`
  return `${original.get('url') ?? original.get('path') ?? type}`
}
