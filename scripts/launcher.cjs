// Starts the bundle beside this file with what V8 compiled in an earlier run, which saves a third of the start. The
// first whole run keeps it where the system wants caches, one file for each place of the bundle and each V8; whoever
// has no such place goes without. `--no-cache` writes nothing.

const {
  closeSync,
  constants: { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY },
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs')
const { wrap } = require('node:module')
const { dirname, isAbsolute, join } = require('node:path')
const { Script } = require('node:vm')

/** More than any compiled code, in bytes. */
const largestKept = 64 * 1024 * 1024

const filename = join(__dirname, 'policy-check.cjs')
// The build keeps the bundle to ASCII, which Node reads fastest under this name.
const source = readFileSync(filename, 'latin1')
const folder = cacheFolder(process.env)
const path = folder && join(folder, `${nameOf(filename)}.${process.versions.v8}-${process.arch}.code`)
// V8 compares only the length of the source with that of its compiled code.
const stamp = Buffer.from(`${filename}\n${statSync(filename).mtimeMs} ${source.length}\n`)
const cachedData = path ? readKept(path) : undefined

const script = new Script(wrap(source), { filename, cachedData })
if (path && (!cachedData || script.cachedDataRejected) && !process.argv.includes('--no-cache'))
  process.on('exit', (code) => {
    if (code <= 1) keep(path)
  })
/** @type {{ exports: { restoreFlags?: () => boolean } }} */
const bundle = { exports: {} }
script.runInThisContext()(bundle.exports, require, bundle, filename, __dirname)

/**
 * Compiled code is a program, so only what this user has written is trusted. A link is not followed, a pipe not waited for.
 * @param {string} file
 */
function readKept(file) {
  try {
    const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const stat = fstatSync(descriptor)
      if (!stat.isFile() || stat.size > largestKept || stat.uid !== (process.getuid?.() ?? stat.uid)) return
      const kept = readFileSync(descriptor)
      if (kept.subarray(0, stamp.length).equals(stamp)) return kept.subarray(stamp.length)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // There is none yet.
  }
}

/** @param {string} file */
function keep(file) {
  try {
    // V8 refuses code that was compiled under other flags than its own.
    if (!bundle.exports.restoreFlags?.()) return
    const compiled = script.createCachedData()
    // `--version` compiles little, and what it leaves would serve no check.
    if (compiled.length < source.length) return
    makeFolder(dirname(file))
    const unfinished = `${file}.${process.pid}`
    try {
      writeFileSync(unfinished, Buffer.concat([stamp, compiled]), { mode: 0o600 })
      renameSync(unfinished, file)
    } catch {
      // The disk takes no more, or something stands in its place.
      rmSync(unfinished, { force: true })
    }
  } catch {
    // The next run compiles again.
  }
}

/**
 * With those above it; Node's own `recursive` never ends below `/proc`.
 * @param {string} folder
 */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    makeFolder(dirname(folder))
    mkdirSync(folder, { mode: 0o700 })
  }
}

/**
 * The folder in which the program keeps parsed documents, too (`src/cli/document-cache.ts`).
 * @param {NodeJS.ProcessEnv} env
 */
function cacheFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }) {
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'policy-check')
  if (process.platform === 'win32') return LOCALAPPDATA && join(LOCALAPPDATA, 'policy-check')
  return HOME && join(HOME, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'policy-check')
}

/**
 * A short name for a path (FNV-1a); the stamp in the file tells apart what shares it.
 * @param {string} text
 */
function nameOf(text) {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16)
}
