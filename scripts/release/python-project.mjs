// The Python package around the program, from which `uv build` makes the wheel and the sdist.

import { cpSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes the project with the built program inside.
 * @param {string} root of this repository, built
 * @param {string} project a folder that is not there yet
 */
export function writePythonProject(root, project) {
  cpSync(join(root, 'packaging/python'), project, {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  })
  cpSync(join(root, 'LICENSE'), join(project, 'LICENSE'))
  cpSync(join(root, 'dist'), join(project, 'src/policy_check/program'), { recursive: true })
}
