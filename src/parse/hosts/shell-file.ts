import type { SourceFile } from '../../text/source-file.ts'
import { Guest } from '../embed/guest.ts'
import { braceTemplate, withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'

const shebang = /^\uFEFF?(#![^\r\n]*)/

/** A shell script, `.envrc` included, as one region. Templates of scripts have their `{{ … }}` as holes. */
export function readShellFile(file: SourceFile): Region[] {
  const line = shebang.exec(file.text)?.[1] ?? null
  const template = /\{\{|\.(?:j2|jinja2?|tmpl)$/.test(file.path)
  const otherDialect =
    /\.(?:zsh|ksh|bats)$|(?:^|\/)\.zsh/.test(file.path) || /\b[zk]sh\b|\bbats\b/.test(line ?? '')
  return [
    {
      host: 'script',
      guest: template ? withHoles(Guest.whole(file.text), braceTemplate) : Guest.whole(file.text),
      context: { kind: 'file', shebang: line },
      lenient: template || otherDialect,
    },
  ]
}
