import type { RawSetting } from './schema.ts'

/** One block of the configuration that sets rules, for the paths that it matches. */
export interface Block {
  readonly source: string
  /** Path of its rules in the file, such as `overrides`, 0, `rules`; null for what the program decides itself. */
  readonly location: readonly (string | number)[] | null
  readonly settings: Readonly<Record<string, RawSetting>>
  matches(path: string): boolean
}
