import type { EnvironmentKind } from '../model/environments/session.ts'

/** What a command acts on, for people. */
export const environmentWords: Readonly<Record<EnvironmentKind, string>> = {
  project: 'the environment of the project',
  venv: 'a virtual environment',
  conda: 'an environment of conda',
  system: 'the Python of the machine',
  tool: 'an environment of its own',
  throwaway: 'an environment that is thrown away',
  foreign: 'another repository',
  unknown: 'an environment that is not known',
}
