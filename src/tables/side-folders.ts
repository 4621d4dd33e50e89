/**
 * Folders beside a package whose Python code works on the project and is not part of what is installed.
 *
 * Source: what public repositories call them; build backends leave the first ones out by default (setuptools' flat layout,
 * `FlatLayoutPackageFinder.DEFAULT_EXCLUDE`).
 * Renew: by hand.
 */
export const sideFolders: ReadonlySet<string> = new Set([
  ...['test', 'tests', 'script', 'scripts', 'tool', 'tools', 'doc', 'docs', 'example', 'examples'],
  ...['sample', 'samples', 'demo', 'demos', 'benchmark', 'benchmarks', 'ci', 'hack'],
])
