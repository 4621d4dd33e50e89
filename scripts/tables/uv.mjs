import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wrapped } from './write.mjs'

/** Spellings of options that uv takes and shows nowhere (`alias = …` in `uv-cli/src/lib.rs` and `compat.rs`). */
const hiddenOptions =
  '--requirement --constraint --build-constraint --override --exclude --with-requirement --config-settings --force-reinstall ' +
  '--compile --no-compile --no-cache-dir --preview-feature --trusted-host --prefer-binary --user --disable-pip-version-check ' +
  '--cert --client-cert --config --pip-args --resolver --max-rounds --no-workspace --no_workspace --virtual --backend --all ' +
  '--reverse --verify-hashes --no-verify-hashes --config-setting-package --reuse-hashes --no-reuse-hashes --emit-options ' +
  '--no-emit-options --allow-unsafe --no-allow-unsafe --unsafe-package --no-config --no-seed --no-pip --no-setuptools ' +
  '--no-wheel --python-executable -y --yes -a --ask --all_architectures --check-exists --path -n -q -v -h --help -V ' +
  '--no-install-package --only-install-package --no-install-project --no-install-workspace --no-install-local ' +
  '--only-install-project --only-install-workspace --only-install-local --config-settings-package ' +
  '--no-emit-find-links --no-emit-index-url --emit-trusted-host --no-emit-trusted-host --no-strip-markers --no-strip-extras'

/** Other names of subcommands that uv may take. */
const otherNames =
  'virtualenv v upgrade outdated clean install uninstall python ls list update remove rm ' +
  'tool_update tool_ls tool_uvx cache_clear python_ls pip_ls pip_remove pip_add'

/**
 * The tables that uv itself tells: its shell completion names every option of every command, the parser tells of each
 * spelling that completion leaves out, and the reader of settings names every key when it meets one that it does not know.
 * @param {string} [program]
 */
export function uvTables(program = 'uv') {
  const folder = mkdtempSync(join(tmpdir(), 'policy-check-uv-'))
  /** @param {string[]} words */
  const uv = (...words) => {
    const { stdout, stderr, error } = spawnSync(program, words, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      env: { ...process.env, UV_OFFLINE: '1', NO_COLOR: '1' },
    })
    if (error) throw error
    return { stdout, stderr }
  }
  try {
    const version = /\d+\.\d+\.\d+/.exec(uv('--version').stdout)?.[0] ?? ''
    return {
      'uv-cli.ts': commandLine(uv, version),
      'uv-settings.ts': settings(uv, folder, version),
      'uv-setting-values.ts': settingValues(uv, folder, version),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @typedef {(...words: string[]) => { stdout: string, stderr: string }} Uv */

/**
 * @param {Uv} uv
 * @param {string} version
 */
function commandLine(uv, version) {
  const known = completed(uv('generate-shell-completion', 'fish').stdout)
  for (const [command, options] of known) {
    for (const option of hiddenOptions.split(' ')) {
      if (options.has(option)) continue
      const taken = probe(uv, command, option)
      if (taken !== null) options.set(option, taken === 'valued')
    }
  }
  const names = [...known.keys()].filter(Boolean).sort()
  const shared = [...(known.get('') ?? [])].filter(([option]) =>
    names.every((name) => known.get(name)?.has(option)),
  )
  /** Options of the same commands, as one row. @type {Map<string, { valued: string[], flags: string[] }>} */
  const rows = new Map([['', { valued: [], flags: [] }]])
  for (const [option, valued] of shared) rows.get('')?.[valued ? 'valued' : 'flags'].push(option)
  for (const option of [...new Set(names.flatMap((name) => [...(known.get(name)?.keys() ?? [])]))].sort()) {
    if (shared.some(([each]) => each === option)) continue
    for (const kind of /** @type {const} */ (['valued', 'flags'])) {
      const takers = names.filter((name) => known.get(name)?.get(option) === (kind === 'valued'))
      if (takers.length === 0) continue
      const key = takers.join(', ')
      const row = rows.get(key) ?? { valued: [], flags: [] }
      row[kind].push(option)
      rows.set(key, row)
    }
  }
  const aliases = otherNames.split(' ').flatMap((name) => {
    const words = name.split('_')
    if (known.has(words.join(' '))) return []
    const meant = /^Usage: uv ([a-z -]*[a-z])/m.exec(uv('help', ...words).stdout)?.[1]
    return meant && known.has(meant) && meant !== words[0] ? [[words.join(' '), meant]] : []
  })
  const nested = [...new Set(names.flatMap((name) => (name.includes(' ') ? (name.split(' ')[0] ?? '') : [])))]
  return `/**
 * Every subcommand of uv with its options, hidden ones included.
 *
 * Source: \`uv generate-shell-completion fish\`, and for spellings that completion leaves out uv's own parser.
 * Read: uv ${version}.
 * Renew: \`npm run tables -- uv\`; this file is written, not edited.
 */

export const uvCommandLineVersion = '${version}'

/** Options that the same subcommands know. */
export interface UvOptions {
  /** The subcommands, separated by \`, \`; all of them when empty. */
  readonly commands: string
  /** Options that take a value in the next word, separated by spaces. No option of uv takes an optional value. */
  readonly valued: string
  /** Options that take none, separated by spaces. */
  readonly flags: string
}

/** Names of all subcommands. */
export const uvCommands: readonly string[] = [
${wrapped(names)}
]

/** Commands of uv that have subcommands of their own. */
export const nestedUvCommands: readonly string[] = [
${wrapped(nested)}
]

/** Other names of subcommands, as uv accepts them. */
export const uvCommandAliases: Readonly<Record<string, string>> = {
${aliases.map(([name = '', meant]) => `  ${/^\w+$/.test(name) ? name : `'${name}'`}: '${meant}',`).join('\n')}
}

export const uvOptions: readonly UvOptions[] = [
${[...rows]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([commands, { valued, flags }]) => row({ commands, valued: valued.join(' '), flags: flags.join(' ') }))
  .join('\n')}
]
`
}

/**
 * Whether uv takes an option, as its parser says: no command is run, for the last word is always wrong.
 * @param {Uv} uv
 * @param {string} command
 * @param {string} option
 * @returns {'valued' | 'flag' | null}
 */
function probe(uv, command, option) {
  const { stderr } = uv(...command.split(' '), `${option}=zz`, '--zz-last')
  if (/unexpected (?:value '=?zz' for|argument '-=')/.test(stderr)) return 'flag'
  return stderr.includes(`unexpected argument '${option}`) ? null : 'valued'
}

/** @param {Record<string, string>} cells @param {string} [key] */
function row(cells, key) {
  const all = Object.entries(cells)
  const head = key === undefined ? '' : `${/^\w+$/.test(key) ? key : `'${key}'`}: `
  const line = `  ${head}{ ${all.map(([key, text]) => `${key}: '${text}'`).join(', ')} },`
  if (line.length <= 110) return line
  const lines = all.map(([key, text]) => {
    const own = `    ${key}: '${text}',`
    // The formatter keeps a text beside a key that is hardly wider than an indentation.
    return own.length <= 110 || key.length < 5 ? own : `    ${key}:\n      '${text}',`
  })
  return `  ${head}{\n${lines.join('\n')}\n  },`
}

/**
 * The options of each command in a completion script of fish, and whether they take a value.
 * @param {string} script
 * @returns {Map<string, Map<string, boolean>>}
 */
function completed(script) {
  const found = new Map()
  for (const line of script.split('\n')) {
    const [, condition = '', rest = ''] = /^complete -c uv -n "([^"]*)"(.*)$/.exec(line) ?? []
    const command = commandOf(condition)
    if (command === null || /^(?:help|build-backend)\b/.test(command)) continue
    const options = found.get(command) ?? new Map()
    found.set(command, options)
    const [head = ''] = rest.split(" -d '")
    const tail = rest.includes("' -") ? rest.slice(rest.lastIndexOf("' -")) : ''
    const valued = / -r(?= |$)/.test(head + tail)
    for (const [, kind, name] of head.matchAll(/ -([sl]) (\S+)/g))
      options.set(kind === 's' ? `-${name}` : `--${name}`, valued)
  }
  return found
}

/** @param {string} condition */
function commandOf(condition) {
  if (condition === '__fish_uv_needs_command') return ''
  const [, command, not, inner] =
    /^__fish_uv_using_subcommand ([\w-]+)(?:; and (not )?__fish_seen_subcommand_from (.*))?$/.exec(
      condition,
    ) ?? []
  if (!command) return null
  if (inner === undefined || not) return command
  return `${command} ${inner}`
}

/** One value of each kind, as TOML. */
const kinds = { string: '"zzz"', integer: '7', boolean: 'true', list: '[]', table: '{}' }

/** What uv says of a value whose kind it does not take, whatever it holds. */
const ofNoSuchKind = /invalid type|wanted string or table|wanted exactly|invalid length/

/** How uv names what it wants where only values of one kind will do. @type {Readonly<Record<string, string>>} */
const plainWants = { boolean: 'boolean', 'nonzero usize': 'integer', sequence: 'list', map: 'table' }

/**
 * What uv takes for each of its settings, asked with values of every kind and with words and keys that it cannot know.
 * @param {Uv} uv
 * @param {string} folder
 * @param {string} version
 */
function settingValues(uv, folder, version) {
  /** @param {string} key @param {string} value */
  const ask = (key, value) => {
    const project = '[project]\nname = "a"\nversion = "0"\nrequires-python = ">=3.8"\n'
    writeFileSync(join(folder, 'pyproject.toml'), `${project}[tool.uv]\n${key} = ${value}\n`)
    return uv('workspace', 'list').stderr
  }
  /** The names that it would know. @param {string} said @param {string} what */
  const known = (said, what) =>
    [...(new RegExp(`unknown ${what} \`zzz\`, expected (.*)`).exec(said)?.[1] ?? '').matchAll(/`([^`]+)`/g)]
      .map(([, name]) => name ?? '')
      .join(' ')
  const rows = settingKeys(uv, folder).map((key) => {
    const text = { kind: 'string', said: ask(key, kinds.string) }
    const wanted = plainWants[/expected (?:a|one of) ([\w ]+)/.exec(text.said)?.[1] ?? '']
    const asked = /unknown variant/.test(text.said) ? [] : Object.entries(kinds).slice(1)
    const answers = [
      text,
      ...asked.flatMap(([kind, value]) =>
        wanted === undefined || wanted === kind ? [{ kind, said: ask(key, value) }] : [],
      ),
    ]
    const taken = answers.filter(({ said }) => !ofNoSuchKind.test(said))
    const has = (/** @type {string} */ kind) => taken.some((answer) => answer.kind === kind)
    const items = has('list')
      ? ['string', 'boolean', 'table'].filter(
          (kind) => !ofNoSuchKind.test(ask(key, `[${kinds[/** @type {keyof typeof kinds} */ (kind)]}]`)),
        )
      : []
    const keys = has('table') ? known(ask(key, '{ zzz = 1 }'), 'field') : ''
    const isFree = has('table') && keys === '' && !has('string')
    const values = isFree
      ? Object.entries(kinds).flatMap(([kind, value]) =>
          ofNoSuchKind.test(ask(key, `{ zzz = ${value} }`)) ? [] : [kind],
        )
      : []
    const instead = answers.flatMap(
      ({ said }) => /deprecated[^`]*[Uu]se `([^`]+)` instead/s.exec(said)?.[1] ?? [],
    )
    const cells = {
      kinds: taken.map(({ kind }) => kind).join(' '),
      items: items.join(' '),
      words: has('string') ? known(answers[0]?.said ?? '', 'variant') : '',
      keys,
      values: values.length < Object.keys(kinds).length ? values.join(' ') : '',
      itemKeys: items.includes('table') ? known(ask(key, '[{ zzz = 1 }]'), 'field') : '',
      instead: instead[0] ?? '',
    }
    return row(Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== '')), key)
  })
  return `/**
 * What uv takes for each of its settings. Anything else makes it ignore every setting of the file with a warning, or refuse
 * the file.
 *
 * Source: what \`uv workspace list\` says of values of every kind, and of words and keys that it cannot know.
 * Read: uv ${version}.
 * Renew: \`npm run tables -- uv\`; this file is written, not edited.
 */

/** The values of one setting; lists of names are separated by spaces. */
export interface SettingValues {
  /** Kinds of TOML value: \`string\`, \`integer\`, \`boolean\`, \`list\`, \`table\`. */
  readonly kinds: string
  /** Kinds of what a list holds. */
  readonly items?: string
  /** The only words that a string may be; absent where it is free. */
  readonly words?: string
  /** The only keys of a table; absent where they are free. */
  readonly keys?: string
  /** Kinds of the values of a table; absent where they differ by key or are free. */
  readonly values?: string
  /** The only keys of tables in a list. */
  readonly itemKeys?: string
  /** The setting is deprecated, and this is what uv names in its place. */
  readonly instead?: string
}

export const uvSettingValues: Readonly<Record<string, SettingValues>> = {
${rows.join('\n')}
}
`
}

/**
 * Every key of uv's settings, in its own order.
 * @param {Uv} uv
 * @param {string} folder
 */
function settingKeys(uv, folder) {
  const project = '[project]\nname = "a"\nversion = "0"\nrequires-python = ">=3.8"\n'
  writeFileSync(join(folder, 'pyproject.toml'), `${project}[tool.uv]\nzzz = 1\n`)
  const list = /unknown field `zzz`, expected one of (.*)/.exec(uv('lock').stderr)?.[1] ?? ''
  return [...list.matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? '')
}

/**
 * @param {Uv} uv
 * @param {string} folder
 * @param {string} version
 */
function settings(uv, folder, version) {
  /** @param {string} name @param {string} text */
  const write = (name, text) => writeFileSync(join(folder, name), text)
  const project = '[project]\nname = "a"\nversion = "0"\nrequires-python = ">=3.8"\n'
  const keys = settingKeys(uv, folder)
  write('pyproject.toml', project)
  const refused = keys.filter((key) =>
    ['[]', '{}', 'true', '"x"'].some((value) => {
      write('uv.toml', `${key} = ${value}\n`)
      return uv('lock').stderr.includes(`The \`${key}\` field is not allowed`)
    }),
  )
  rmSync(join(folder, 'uv.toml'))
  const inScript = keys.filter((key) => {
    write('a.py', `# /// script\n# dependencies = []\n# [tool.uv]\n# ${key} = true\n# ///\n`)
    return !uv('run', 'a.py').stderr.includes(`unknown field \`${key}\``)
  })
  return `/**
 * The keys that uv reads in its settings, in its own order.
 *
 * Source: what uv says of a key that it does not know, of a key that stands in a \`uv.toml\`, and of a key in the header of
 * a script.
 * Read: uv ${version}.
 * Renew: \`npm run tables -- uv\`; this file is written, not edited.
 */

export const uvSettingsVersion = '${version}'

/** Keys of \`[tool.uv]\`. An unknown one makes uv drop all settings of the file with a warning. */
export const uvSettings = [
${wrapped(keys)}
] as const

/** Keys that uv refuses in a \`uv.toml\`. */
export const projectSettings: readonly string[] = [
${wrapped(refused)}
]

/** Keys that uv reads under \`[tool.uv]\` in the header of a script; it refuses all others. */
export const scriptSettings: readonly string[] = [
${wrapped(inScript)}
]
`
}
