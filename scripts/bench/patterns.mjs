/** What the six first rules look for, as far as a pattern on one file can say it. */

export const ripgrepPattern =
  '\\b(pip3?|poetry|conda|pipenv|pdm) (install|add|sync|create)|\\bcd [a-z]|python3?\\d*Packages|withPackages|workspace = |path = '

const shell = [
  'pip install $$$',
  'pip3 install $$$',
  'poetry $$$',
  'conda $$$',
  'pipenv $$$',
  'cd $DIR && $$$',
]
const nix = [
  '$P.python3Packages.$N',
  '$P.python311Packages.$N',
  '$P.withPackages $F',
  '$P.buildPythonPackage $F',
]

/** @type {(id: string, language: string, patterns: string[]) => string} */
const rule = (id, language, patterns) =>
  [
    `id: ${id}`,
    `language: ${language}`,
    'severity: warning',
    `message: ${id}`,
    'rule:',
    '  any:',
    ...patterns.map((pattern) => `    - pattern: ${JSON.stringify(pattern)}`),
  ].join('\n')

/** One YAML document a rule. ast-grep reads no Markdown, which leaves it less work than this program has. */
export const astGrepRules = `${rule('shell', 'bash', shell)}\n---\n${rule('nix', 'nix', nix)}\n`
