import { concise } from './concise.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { html } from './html.ts'
import { json, jsonl } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { pretty } from './pretty.ts'
import type { Reporter } from './report.ts'
import { sarif } from './sarif/sarif.ts'

/** Every output format, in the order of `--help`. */
export const reporters: readonly Reporter[] = [
  pretty,
  concise,
  json,
  jsonl,
  sarif,
  github,
  gitlab,
  junit,
  markdown,
  html,
]
