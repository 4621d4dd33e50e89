#!/usr/bin/env node
// Starts the bundle beside this file. The build leaves V8's compiled code for the Node that built it, which saves a
// third of the start; any other Node keeps its own in the system's temporary folder, where it can (22 and later).

const { readFileSync } = require('node:fs')
// @ts-expect-error The types are those of Node 20, which has no compile cache.
const { enableCompileCache, wrap } = require('node:module')
const { join } = require('node:path')

const filename = join(__dirname, 'policy-check.cjs')
const compiled = read(join(__dirname, `policy-check.${process.versions.v8}-${process.arch}.cache`))
if (compiled) runWith(compiled)
else {
  enableCompileCache?.()
  require(filename)
}

/** @param {Buffer} cachedData */
function runWith(cachedData) {
  const { Script } = require('node:vm')
  // The build keeps the bundle to ASCII, which Node reads fastest under this name. V8 ignores compiled code that does
  // not fit.
  const source = readFileSync(filename, 'latin1')
  const script = new Script(wrap(source), { filename, cachedData })
  const bundle = { exports: {} }
  script.runInThisContext()(bundle.exports, require, bundle, filename, __dirname)
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
