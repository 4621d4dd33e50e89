import fc from 'fast-check'
import type { Report } from '../../src/report/report.ts'
import { sample } from './sample.ts'

/** Text out of what the formats and those who read them are made of. */
export const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '`',
        '``',
        '![x](y)',
        '<img src=y>',
        '<b>',
        '</td></table>',
        '<!--',
        '-->',
        '[a](b)',
        '[a]: b',
        '@me',
        '#1',
      ],
      ...[
        '*',
        '_',
        '\\',
        '|',
        ' ',
        'a',
        'b c',
        '\n',
        '\r',
        '~~',
        '&lt;',
        '&#60;',
        '<https://a.b>',
        'https://a.b/c',
      ],
      ...[
        'www.a.b',
        '::error::',
        '::set-output name=a::b',
        '%0A::error::x',
        '##[x]',
        '::',
        ',',
        ':',
        '%',
        ']]>',
        '"',
        "'",
      ],
      ...[
        '\x1b[2J',
        '\x1b[5A',
        '\x1b]0;t\x07',
        '\x1b]8;;http://a\x07',
        '\x9b2J',
        '\x07',
        '\b',
        '\t',
        '\0',
        '\u202e',
        '\ud800',
      ],
      ...[
        '日',
        '👩‍🔬',
        '</script>',
        '<script>',
        'javascript:x',
        '- a',
        '1. a',
        '> a',
        '    a',
        '---',
        '# a',
        '$x$',
      ],
    ),
    { minLength: 1, maxLength: 10 },
  )
  .map((parts) => parts.join(''))

/** The sample with text of a stranger wherever text of a repository may come to stand. */
export function reportWith(text: string): Report {
  const path = `${text.replaceAll('/', '')}/a.sh`
  return {
    ...sample,
    findings: sample.findings.map((finding) => ({
      ...finding,
      path,
      span: { start: 0, end: 1 },
      message: `\`${text}\` is ${text}.`,
      next: `Write \`${text}\`, ${text}.`,
      origin: text,
      related: finding.related.map((related) => ({
        ...related,
        path,
        span: { start: 0, end: 1 },
        message: text,
      })),
    })),
    troubles: [{ id: 'syntax-error', path, message: text, span: { start: 0, end: 1 } }],
    skipped: [{ path, reason: text }],
    source: (asked) => (asked === path ? { path, text: `${text}\n${text}` } : undefined),
  }
}
