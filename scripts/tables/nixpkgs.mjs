import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wrapped } from './write.mjs'

const table = fileURLToPath(new URL('../../src/tables/nixpkgs-attributes.ts', import.meta.url))

/**
 * The table of attributes of nixpkgs, made from checkouts of the releases that are in use: where the names that it holds
 * now, and those that are added, stand in each of them. A name that stands in another place in another release is
 * left out, as nobody can tell what it means.
 * @param {readonly string[]} checkouts folders of nixpkgs, one for each release
 * @param {string} [known] the table as it is
 */
export function nixpkgsTables(checkouts, known = readFileSync(table, 'utf8')) {
  if (checkouts.length === 0) throw new Error('Name the folders of one or more checkouts of nixpkgs.')
  const releases = checkouts.map(readRelease)
  const names = [
    ...new Set([...known.matchAll(/^ {2}\.\.\.\[(.*)\],$/gm)].flatMap(([, row = '']) => words(row))),
  ]
  const placed = names.sort().map((name) => ({ name, place: placeIn(releases, name) }))
  /** @param {string} place */
  const at = (place) => wrapped(placed.filter((one) => one.place === place).map(({ name }) => name))
  const minors = releases.flatMap(({ top }) =>
    [...top].flatMap((name) => /^python3(\d\d?)$/.exec(name)?.[1] ?? []),
  )
  const plain = releases.map(({ plain }) => plain)
  return { 'nixpkgs-attributes.ts': text(releases, [newestFirst(minors), newestFirst(plain).reverse()], at) }
}

/** @typedef {{ version: string, top: Set<string>, python: Set<string>, plain: string }} Release */

/**
 * @param {string} checkout
 * @returns {Release}
 */
function readRelease(checkout) {
  /** @param {string} path */
  const read = (path) => readFileSync(join(checkout, path), 'utf8')
  const topLevel = read('pkgs/top-level/all-packages.nix')
  const plain = /^ {2}python3 = python3(\d\d?);/m.exec(topLevel)?.[1]
  if (plain === undefined)
    throw new Error(`${checkout}: all-packages.nix does not say which Python \`python3\` is.`)
  const versions = ['lib/.version', '.version'].filter((path) => existsSync(join(checkout, path)))
  return {
    version: versions[0] ? read(versions[0]).trim() : 'without a version',
    top: new Set([...attributes(topLevel), ...byName(checkout)]),
    python: attributes(read('pkgs/top-level/python-packages.nix')),
    plain,
  }
}

/**
 * The names that the set of a file defines, which stand two spaces from its edge (nixpkgs is formatted by nixfmt).
 * @param {string} code
 */
function attributes(code) {
  const defined = [...code.matchAll(/^ {2}([A-Za-z_][\w'-]*) =/gm)].map(([, name = '']) => name)
  const inherited = [...code.matchAll(/^ {2}inherit\b\s*(?:\([^)]*\))?([\w\s'-]*);/gm)].flatMap(
    ([, list = '']) => words(list),
  )
  return new Set([...defined, ...inherited])
}

/**
 * Packages with a folder of their own: `pkgs/by-name/ri/ripgrep`.
 * @param {string} checkout
 */
function byName(checkout) {
  const folder = join(checkout, 'pkgs/by-name')
  if (!existsSync(folder)) return []
  const shards = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return shards.flatMap(({ name }) => readdirSync(join(folder, name)))
}

/**
 * @param {readonly Release[]} releases
 * @param {string} name
 */
function placeIn(releases, name) {
  const places = releases.map(
    ({ top, python }) => `${top.has(name) ? 'top' : ''}${python.has(name) ? 'python' : ''}`,
  )
  return new Set(places).size === 1 ? places[0] : undefined
}

/** @param {string} list */
function words(list) {
  return list.match(/[A-Za-z_][\w'.-]*/g)?.map((word) => word.replace(/'$/, '')) ?? []
}

/** @param {readonly string[]} minors */
function newestFirst(minors) {
  return [...new Set(minors.map(Number))].sort((a, b) => b - a)
}

/**
 * @param {readonly Release[]} releases
 * @param {readonly [readonly number[], readonly number[]]} minors
 * @param {(place: string) => string} at
 */
function text(releases, [all, plain], at) {
  return `/**
 * Attributes of nixpkgs that tell what a bare name means: which Pythons there are, and whether a name stands at the top
 * level, in the set of Python packages, or in both.
 *
 * Source: nixpkgs \`pkgs/top-level/all-packages.nix\`, \`pkgs/by-name\` and \`pkgs/top-level/python-packages.nix\`.
 * Read: nixpkgs ${releases.map(({ version }) => version).join(', ')}.
 * Renew: \`npm run tables -- nixpkgs CHECKOUT…\`, one checkout for each release in use. It places the names that stand
 * here; one more name is put into any of the lists before.
 */

/** Minor versions of Python 3 with an attribute of their own (\`python3NN\`), the newest first. */
export const pythonAttributes: readonly number[] = [${all.join(', ')}]

/** Minor versions that plain \`python3\` stands for in the releases of nixpkgs that are in use. */
export const plainPython: readonly number[] = [${plain.join(', ')}]

/**
 * Names that only the top level of nixpkgs has, not its set of Python packages. In \`with pkgs; with python3Packages;\`
 * they are no Python packages.
 */
export const topLevelOnly: ReadonlySet<string> = new Set([
${at('top')}
])

/** Names that only the set of Python packages has. */
export const pythonOnly: ReadonlySet<string> = new Set([
${at('python')}
])

/** Names that both have: Python programs, mostly. */
export const inBoth: ReadonlySet<string> = new Set([
${at('toppython')}
])
`
}
