// Runs the program once and keeps what V8 compiled on the way, for the launcher. Functions that a usual run needs are
// then ready, and the rest is still compiled when it is called.

const { readFileSync, writeFileSync } = require('node:fs')
const { wrap } = require('node:module')
const { join } = require('node:path')
const v8 = require('node:v8')
const { Script } = require('node:vm')

const root = join(__dirname, '..')
const dist = join(root, 'dist')
const filename = join(dist, 'policy-check.cjs')
const script = new Script(wrap(readFileSync(filename, 'latin1')), { filename })

process.on('exit', (code) => {
  if (code > 1) return
  // V8 refuses code that was compiled under other flags than its own; the program has set these.
  v8.setFlagsFromString('--wasm-tier-up')
  v8.setFlagsFromString('--wasm-dynamic-tiering')
  writeFileSync(
    join(dist, `policy-check.${process.versions.v8}-${process.arch}.cache`),
    script.createCachedData(),
  )
  process.exitCode = 0 // findings are no failure of the build
})

process.argv = [process.execPath, filename, join(root, 'fixtures/repos/evio-evlib-drifted')]
const bundle = { exports: {} }
script.runInThisContext()(bundle.exports, require, bundle, filename, dist)
