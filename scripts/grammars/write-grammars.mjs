// `npm run grammars`: makes the files of `grammars/` again, which are committed so that nobody who installs this program
// needs a compiler.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { compileGrammars } from './compile-grammars.mjs'

const made = await compileGrammars()
const target = new URL('../../grammars/', import.meta.url)
rmSync(target, { recursive: true, force: true })
mkdirSync(target)
for (const [name, bytes] of made) writeFileSync(new URL(name, target), bytes)
