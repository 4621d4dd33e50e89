import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { discover } from '../../src/discover/discover.ts'
import { listIndex } from '../../src/discover/list-index.ts'
import { listWorkTree } from '../../src/discover/listing.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { git, repository, scratch, write } from '../support/scratch.ts'

const found = (root: string, exclude: string[] = []) => discover(listWorkTree(root), exclude)
const paths = (root: string, exclude: string[] = []) => found(root, exclude).sources.map(({ path }) => path)

afterEach(() => vi.unstubAllEnvs())

describe('in a git repository', () => {
  it('reads tracked files and untracked ones that are not ignored, sorted by code units', () => {
    const root = repository({ 'b.md': '', 'a.md': '', 'Z.md': '', '.gitignore': '*.log.md\nout/\n' })
    write(root, { 'new.md': '', 'x.log.md': '', 'out/y.md': '' })
    expect(paths(root)).toEqual(['Z.md', 'a.md', 'b.md', 'new.md'])
  })

  it('reads a tracked file that an ignore rule matches', () => {
    const root = repository({ 'kept.md': '' })
    write(root, { '.gitignore': 'kept.md\n' })
    expect(paths(root)).toEqual(['kept.md'])
  })

  it('leaves out what was deleted on the disk', () => {
    const root = repository({ 'a.md': '', 'lib/code.py': '' })
    rmSync(join(root, 'a.md'))
    rmSync(join(root, 'lib'), { recursive: true })
    const { sources, tree, troubles } = found(root)
    expect([sources, tree.paths, troubles]).toEqual([[], [], []])
  })

  it('lists paths with spaces, quotes, line breaks and other alphabets', () => {
    const names = ['a b.md', 'line\nbreak.md', 'quote".md', 'ä/日本.md']
    const root = repository(Object.fromEntries(names.map((name) => [name, name])))
    expect(found(root).sources.map(({ text }) => text)).toEqual(names)
  })

  it('lists a directory of the repository as a root of its own, with the ignore rules above it', () => {
    const root = repository({ '.gitignore': '/sub/out/\n', 'a.md': '', 'sub/b.md': '' })
    write(root, { 'sub/out/c.md': '', 'sub/new.md': '' })
    expect(paths(join(root, 'sub'))).toEqual(['b.md', 'new.md'])
    expect(found(join(root, 'sub')).tree.isIgnored('out/data.h5')).toBe(true)
  })

  it('does not enter a repository inside the repository', () => {
    const root = repository({ 'a.md': '' })
    write(root, { 'inner/b.md': '' })
    git(join(root, 'inner'), 'init', '-q')
    git(join(root, 'inner'), 'add', '-A')
    const { sources, skipped } = found(root)
    expect(sources.map(({ path }) => path)).toEqual(['a.md'])
    expect(skipped).toEqual([{ path: 'inner', reason: 'a repository of its own' }])
  })

  it('lists what a checked-out submodule holds, its own submodules too, and names those that are not checked out', () => {
    const root = repository({ 'a.md': '' })
    const submodule = (at: string, files: Readonly<Record<string, string>>) => {
      write(at, files)
      git(at, 'init', '-q')
      git(at, 'add', '-A')
      git(at, 'commit', '-qm', 'x')
    }
    const commit = '0123456789abcdef0123456789abcdef01234567'
    const link = (at: string, path: string) =>
      git(at, 'update-index', '--add', '--cacheinfo', `160000,${commit},${path}`)
    submodule(join(root, 'libs/qx'), { 'pyproject.toml': '', 'out.log': '', '.gitignore': '*.log\n' })
    submodule(join(root, 'libs/qx/deep'), { 'b.md': '' })
    link(join(root, 'libs/qx'), 'deep')
    link(root, 'libs/qx')
    link(root, 'vendor/gone')
    for (const listing of [listWorkTree(root), listIndex(root)]) {
      if (listing instanceof UsageError) throw new Error(listing.message)
      const { sources, tree, skipped } = discover(listing, [])
      expect(sources.map(({ path }) => path)).toEqual(['a.md', 'libs/qx/deep/b.md', 'libs/qx/pyproject.toml'])
      expect(tree.missing).toEqual(['vendor/gone'])
      expect(skipped).toEqual([{ path: 'vendor/gone', reason: 'a submodule that is not checked out' }])
    }
  })

  it('finds files through a link to a directory of the repository', () => {
    const root = repository({ 'impl/core/a.md': '' })
    mkdirSync(join(root, 'libs'))
    symlinkSync('../impl/core', join(root, 'libs/core'))
    symlinkSync('.', join(root, 'loop'))
    const { tree } = found(root)
    expect([tree.hasFile('libs/core/a.md'), tree.hasDirectory('libs/core')]).toEqual([true, true])
    expect([tree.hasFile('loop/loop/impl/core/a.md'), tree.hasFile('libs/core/b.md')]).toEqual([true, false])
  })

  it('runs nothing that the repository configures', () => {
    const root = repository({ 'a.md': '', '.gitattributes': '*.md filter=evil diff=evil\n' })
    const command = `touch '${join(root, 'ran')}'`
    write(root, { '.git/hooks/post-index-change': `#!/bin/sh\n${command}\n` })
    chmodSync(join(root, '.git/hooks/post-index-change'), 0o755)
    for (const key of [
      'core.fsmonitor',
      'filter.evil.clean',
      'diff.evil.textconv',
      'diff.external',
      'core.pager',
    ]) {
      git(root, 'config', key, `sh -c "${command}"`)
    }
    write(root, { 'a.md': 'changed' })
    rmSync(join(root, 'ran'), { force: true })
    expect(paths(root)).toEqual(['a.md'])
    expect(existsSync(join(root, 'ran'))).toBe(false)
  })

  it('is not led elsewhere by the environment or the configuration', () => {
    const other = repository({ 'other.md': '' })
    const root = repository({ 'a.md': '' })
    vi.stubEnv('GIT_DIR', join(other, '.git'))
    vi.stubEnv('GIT_WORK_TREE', other)
    vi.stubEnv('GIT_INDEX_FILE', join(other, '.git/index'))
    git(root, 'config', 'core.worktree', other)
    expect(paths(root)).toEqual(['a.md'])
    expect((listIndex(root) as Exclude<ReturnType<typeof listIndex>, UsageError>).paths).toEqual(['a.md'])
  })
})

describe('outside git', () => {
  it('walks, and honours ignore files of every level', () => {
    const root = scratch({
      'a.md': '',
      '.gitignore': '*.tmp.md\nbuild/\n',
      'x.tmp.md': '',
      'build/b.md': '',
      'sub/.gitignore': '!y.tmp.md\n/only.md\n',
      'sub/y.tmp.md': '',
      'sub/only.md': '',
      'sub/deep/only.md': '',
      'node_modules/m/readme.md': '',
      '.hidden/h.md': '',
    })
    expect(paths(root)).toEqual(['.hidden/h.md', 'a.md', 'sub/deep/only.md', 'sub/y.tmp.md'])
  })

  it('has an answer for an empty directory', () => {
    const { sources, skipped, troubles } = found(scratch())
    expect([sources, skipped, troubles]).toEqual([[], [], []])
  })
})

describe('what cannot be read', () => {
  it('says why a file is no text', () => {
    const root = repository({
      'nul.md': 'one\ntwo\0',
      'utf16.md': Buffer.from('\ufeffhello', 'utf16le'),
      'latin.md': Buffer.from('first\nnaïve\n', 'latin1'),
      'good.md': '\ufeffgood',
      'replacement.md': 'a \ufffd is text',
    })
    const { sources, troubles } = found(root)
    expect(sources.map(({ text }) => text)).toEqual(['\ufeffgood', 'a \ufffd is text'])
    expect(troubles.map(({ path, id, message }) => `${path} ${id} ${message}`)).toEqual([
      'latin.md not-text It is not UTF-8: line 2 holds the byte 0xef.',
      'nul.md not-text It holds a NUL byte in line 2, so it is not text.',
      'utf16.md not-text It is encoded in UTF-16 (little-endian); only UTF-8 is read.',
    ])
  })

  it('skips huge files, but not a huge lock', () => {
    const huge = Buffer.alloc(4 * 1024 * 1024 + 1, 'x')
    const { sources, skipped } = found(scratch({ 'huge.md': huge, 'uv.lock': huge }))
    expect(sources.map(({ path }) => path)).toEqual(['uv.lock'])
    expect(skipped).toEqual([{ path: 'huge.md', reason: '4.0 MiB; files over 4 MiB are not read' }])
  })

  it('skips a directory that is called flake.nix', () => {
    const root = scratch({ 'a.md': '' })
    mkdirSync(join(root, 'flake.nix'))
    expect(found(root).skipped).toEqual([{ path: 'flake.nix', reason: 'a directory, not a file' }])
  })

  it.skipIf(process.getuid?.() === 0)('reports a file without permission', () => {
    const root = scratch({ 'a.md': '' })
    chmodSync(join(root, 'a.md'), 0)
    expect(found(root).troubles).toMatchObject([{ id: 'unreadable-file', path: 'a.md' }])
  })

  it('follows no link', () => {
    const outside = scratch({ 'secret.md': 'secret' })
    for (const root of [repository({ 'a.md': '' }), scratch({ 'a.md': '' })]) {
      symlinkSync(join(outside, 'secret.md'), join(root, 'link.md'))
      symlinkSync(outside, join(root, 'folder'))
      symlinkSync('a.md', join(root, 'inside.md'))
      const { sources, skipped } = found(root)
      expect(sources.map(({ path }) => path)).toEqual(['a.md'])
      expect(skipped.map(({ path }) => path)).toEqual(['link.md'])
    }
  })

  it('knows which link leads to a directory of the repository', () => {
    const outside = scratch({ 'x/a.md': '' })
    for (const root of [repository({ 'real/inner/a.md': '' }), scratch({ 'real/inner/a.md': '' })]) {
      mkdirSync(join(root, 'links'))
      symlinkSync('../real/inner', join(root, 'links/in'))
      symlinkSync('../real/inner/a.md', join(root, 'links/file'))
      symlinkSync(join(outside, 'x'), join(root, 'links/out'))
      symlinkSync('../..', join(root, 'links/above'))
      symlinkSync('nothing', join(root, 'links/dangling'))
      const { tree } = found(root)
      const targets = ['in', 'file', 'out', 'above', 'dangling', 'gone'].map((name) =>
        tree.linkedDirectory(`links/${name}`),
      )
      expect(targets).toEqual(['real/inner', null, null, null, null, null])
      expect(tree.linkedDirectory('real')).toBeNull()
    }
  })

  it('does not read a tracked file through a directory that became a link', () => {
    const outside = scratch({ 'b.md': 'secret' })
    const root = repository({ 'sub/b.md': 'mine' })
    rmSync(join(root, 'sub'), { recursive: true })
    symlinkSync(outside, join(root, 'sub'))
    expect(found(root).sources).toEqual([])
  })
})

describe('what is wanted', () => {
  it('reads files without an extension only for their shebang', () => {
    expect(paths(scratch({ run: '#!/bin/sh\n', data: 'x', code: Buffer.from([0, 1, 2]) }))).toEqual(['run'])
  })

  it('reads Python files only for the header of a script, wherever it stands', () => {
    const header = '# /// script\n# ///\n'
    const chunk = 64 * 1024
    const root = repository({
      'a.py': header,
      'B.PYW': `\r\n${header}`,
      'plain.py': 'x = 1\n',
      'spoken.py': `x = 1  ${header}`,
      ...Object.fromEntries(
        [-12, -6, -1, 0, 1].map((at) => [`late${at}.py`, `${'#'.repeat(chunk + at - 1)}\n${header}`]),
      ),
      'empty.py': '',
      'huge.py': `${'#'.repeat(5 * 1024 * 1024)}\n${header}`,
      'kept/no.py': header,
    })
    symlinkSync('a.py', join(root, 'link.py'))
    mkdirSync(join(root, 'directory.py'))
    const read = ['B.PYW', 'a.py', ...[-12, -6, -1, 0, 1].map((at) => `late${at}.py`).sort()]
    expect(found(root, ['kept'])).toMatchObject({ skipped: [], troubles: [] })
    expect(paths(root, ['kept'])).toEqual(read)
    expect(paths(scratch({ 'a.py': header, 'plain.py': '' }))).toEqual(['a.py'])
  })

  it('reads YAML by its place', () => {
    expect(paths(scratch({ '.github/workflows/ci.yml': '', 'cassette.yaml': '' }))).toEqual([
      '.github/workflows/ci.yml',
    ])
  })

  it('leaves out what is excluded and says by which pattern', () => {
    const { sources, skipped, tree } = found(scratch({ 'a.md': '', 'vendor/b.md': '', 'x/c.md': '' }), [
      'vendor/',
      'x/*.md',
    ])
    expect(sources.map(({ path }) => path)).toEqual(['a.md'])
    expect(skipped).toEqual([
      { path: 'vendor/b.md', reason: 'excluded by `vendor/`' },
      { path: 'x/c.md', reason: 'excluded by `x/*.md`' },
    ])
    expect(tree.hasFile('vendor/b.md')).toBe(true)
  })
})

describe('the tree', () => {
  it('knows files and directories', () => {
    const { tree } = found(scratch({ 'a/b/c.py': '' }))
    expect(['.', 'a', 'a/b', 'a/b/', 'a/b/c.py', 'b'].map((path) => tree.hasDirectory(path))).toEqual([
      ...[true, true, true, true, false, false],
    ])
    expect([tree.hasFile('a/b/c.py'), tree.hasFile('a/b')]).toEqual([true, false])
  })

  it('agrees with git on what is ignored', () => {
    const root = repository({
      '.gitignore': '*.h5\n!keep.h5\n/data/**\n!/data/readme.md\nlogs/\nfoo[12].txt\n**/cache\nDir/\n',
      'lib/.gitignore': '*\n!.gitignore\n!*.py\n',
    })
    const asked = [
      'a.h5',
      'keep.h5',
      'data/x',
      'data/readme.md',
      'data/y/readme.md',
      'logs/a/b',
      'foo1.txt',
      'foo3.txt',
    ]
    asked.push(
      'a/cache',
      'a/cache/b',
      'lib/x.py',
      'lib/x.md',
      'lib/sub/x.py',
      'dir/x',
      'Dir/x',
      'src/logs',
      'A.H5',
    )
    const { tree } = found(root)
    const ignoredByGit = (path: string) => {
      try {
        git(root, 'check-ignore', '-q', '--no-index', path)
        return true
      } catch {
        return false
      }
    }
    expect(asked.filter((path) => tree.isIgnored(path))).toEqual(asked.filter(ignoredByGit))
  })
})

describe('the index', () => {
  it('gives what is staged, not what stands on the disk', () => {
    const root = repository({ 'a.md': 'committed' })
    write(root, { 'a.md': 'staged', 'b.md': 'staged too' })
    git(root, 'add', '-A')
    write(root, { 'a.md': 'later', 'c.md': 'untracked' })
    const listing = listIndex(root)
    if (listing instanceof UsageError) throw new Error(listing.message)
    expect(discover(listing, []).sources).toEqual([
      { path: 'a.md', text: 'staged' },
      { path: 'b.md', text: 'staged too' },
    ])
  })

  it('searches its blobs for headers of scripts, whatever the configuration of git', () => {
    const header = '# /// script\n# ///\n'
    const root = repository({ 'sub/plain.py': 'x = 1\n', 'sub/gone.py': header, 'above.py': header })
    write(root, { 'sub/a.py': header, 'sub/ü b.PY': header, 'sub/c.py': 'x = 1\n', 'sub/gone.py': '' })
    write(root, { '.gitattributes': '*.py binary -diff\n' })
    git(root, 'add', '-A')
    write(root, { 'sub/a.py': 'later\n', 'sub/c.py': header })
    for (const [key, value] of [
      ['grep.fullName', 'true'],
      ['grep.lineNumber', 'true'],
      ['color.ui', 'always'],
    ] as const) {
      git(root, 'config', key, value)
    }
    const read = (at: string) => {
      const listing = listIndex(at)
      if (listing instanceof UsageError) throw new Error(listing.message)
      return discover(listing, []).sources.map(({ path }) => path)
    }
    expect(read(join(root, 'sub'))).toEqual(['a.py', 'ü b.PY'])
    git(root, 'rm', '-q', '-f', '--cached', 'above.py', 'sub/a.py', 'sub/ü b.PY')
    expect(read(root)).toEqual([])
  })

  it('needs git', () => {
    expect(listIndex(scratch())).toBeInstanceOf(UsageError)
  })
})

describe('a linked work tree', () => {
  it('has the ignore rules of its repository', () => {
    const root = repository({ 'a.md': '' })
    write(root, { '.git/info/exclude': '*.h5\n' })
    const linked = join(scratch(), 'linked')
    git(root, 'worktree', 'add', '-q', linked)
    expect(paths(linked)).toEqual(['a.md'])
    expect(found(linked).tree.isIgnored('data.h5')).toBe(true)
  })
})

it('says which files run commands that no reader knows', () => {
  const { sources, skipped } = found(scratch({ Earthfile: 'RUN pip install x\n', 'data.yml': 'script: x\n' }))
  expect(sources).toEqual([])
  expect(skipped).toEqual([{ path: 'Earthfile', reason: 'not read: commands of Earthly' }])
})
