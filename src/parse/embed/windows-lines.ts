import { shells } from '../../tables/shells.ts'
import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from './guest.ts'

/** The shells of Windows, as far as their command lines go. */
export type WindowsShell = 'powershell' | 'cmd'

const byName = new Map<string, WindowsShell>(
  shells.flatMap(({ name, lines, extensions, tags }) =>
    lines === 'powershell' || lines === 'cmd'
      ? [name, ...extensions, ...tags].map((each) => [each, lines] as const)
      : [],
  ),
)

/** The shell of Windows that a name, an ending or a tag stands for; undefined for any other. */
export function windowsShell(name: string): WindowsShell | undefined {
  return byName.get(name.toLowerCase())
}

/** The commands of PowerShell that change its directory, in lower case, as a POSIX shell calls them. */
const moves: Readonly<Record<string, string>> = {
  'set-location': 'cd',
  sl: 'cd',
  'push-location': 'pushd',
  'pop-location': 'popd',
}
const moving = /^(Set-Location|sl|Push-Location|Pop-Location)(?:[ \t]+-(?:Literal)?Path)?(?=[ \t]|$)/i

/** How a shell writes what is no command line, what joins lines, and what the host fills in. */
const forms = {
  powershell: {
    skipped:
      /^\s*(?:#|[{}()[\]<]|\$[\w:]+\s*[-+*/]?=|\$\w[\w.]*(?:\s|$)|(?:if|else|elseif|for|foreach|while|do|switch|function|filter|param|begin|process|end|try|catch|finally|throw|return|using|class|enum|trap|data|Write-\w+|Set-(?!Location\b)\w+|\[)(?:[\s({]|$))/i,
    joined: /`[ \t]*$/,
    variable: /\$(?:\{[^}\n]{0,500}\}|env:\w+|\w+(?::\w+)?)/gi,
  },
  cmd: {
    skipped: /^\s*@?(?:rem\b|::|:\w|if\b|else\b|for\b|set\b|setlocal|endlocal|goto\b|exit\b|[()])/i,
    joined: /\^[ \t]*$/,
    variable: /%~?[\w:~,*-]+%?|![\w]+!/g,
  },
} as const

/**
 * The command lines of PowerShell or cmd as a POSIX shell would have to write them: the path separator is `/`, a line goes on
 * after a `\`, `@`, `call` and `&` before a program are left out, variables are holes. Lines that are no command are left out.
 */
export function windowsLines(text: string, lines: readonly Span[], shell: WindowsShell): Guest {
  const builder = new GuestBuilder(text)
  const { skipped, joined, variable } = forms[shell]
  let continued = false
  for (const { start, end } of lines) {
    const line = text.slice(start, end).replace(/(?<![\r\n])[\r\n]+$/, '')
    const skips = !continued && skipped.test(line)
    const join = joined.exec(line)
    const follows = continued
    continued = join !== null
    if (skips || line.trim() === '') continue
    const before = follows ? 0 : (/^\s*(?:@|&\s+|call\s+)*/i.exec(line)?.[0].length ?? 0)
    let at = before
    const stop = join?.index ?? line.length
    const [, verb = ''] = follows ? [] : (moving.exec(line.slice(before)) ?? [])
    const posix = moves[verb.toLowerCase()]
    if (posix) {
      at = before + (moving.exec(line.slice(before))?.[0].length ?? 0)
      builder.escape({ start: start + before, end: start + at }, posix)
    }
    const code = line.slice(0, stop)
    for (const { index, 0: found } of code.matchAll(
      new RegExp(`${variable.source}|\\\\|(?<=\\bcd\\s+)/d\\s+`, 'gi'),
    )) {
      if (index < at) continue
      builder.copy({ start: start + at, end: start + index })
      at = index + found.length
      const span = { start: start + index, end: start + at }
      if (found === '\\') builder.escape(span, '/')
      else if (!found.startsWith('/')) builder.hole(span)
    }
    builder.copy({ start: start + at, end: start + stop })
    builder.escape({ start: start + stop, end: start + line.length }, join ? '\\\n' : '')
    if (!join) builder.escape({ start: start + line.length, end }, '\n')
  }
  return builder.build()
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }))
}
