import type { Report } from './report.ts'

/**
 * A path as the host of a report knows it: relative to where the program was started, which is the repository's root
 * there, also when a directory below it was checked as a repository of its own.
 */
export function hostPath({ root = '.' }: Report, path: string): string {
  return root === '.' || root.startsWith('..') || root.startsWith('/') ? path : `${root}/${path}`
}
