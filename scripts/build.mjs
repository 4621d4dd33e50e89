import { buildGrammars } from './grammars/build-grammars.mjs'

await buildGrammars()
