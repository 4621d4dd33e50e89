#!/usr/bin/env node
// Prints what an earlier run printed where nothing that it looked at has changed since (`src/cli/replay`), without
// loading the program; any other run starts it.

const { join } = require('node:path')
const { isatty } = require('node:tty')
// @ts-expect-error The build makes it from `src/cli/replay/replay.ts`.
const { replay } = require('./replay.cjs')

replayed().then((earlier) => {
  if (!earlier) return require('./launcher.cjs')
  for (const [stream, text] of [
    [process.stdout, earlier.output],
    [process.stderr, earlier.errors],
  ]) {
    if (text === '') continue
    // A reader that went away, such as `head`, is no error.
    stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EPIPE') process.exitCode = 2
    })
    stream.write(text)
  }
  process.exitCode = earlier.code
})

async function replayed() {
  try {
    return await replay({
      args: process.argv.slice(2),
      cwd: process.cwd(),
      env: process.env,
      program: join(__dirname, 'policy-check.cjs'),
      streams: [isatty(1) ? process.stdout : {}, isatty(2) ? process.stderr : {}],
    })
  } catch {
    return null
  }
}
