import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.ts'
import { listCommit } from '../../src/discover/list-commit.ts'
import { listIndex } from '../../src/discover/list-index.ts'
import { listWorkTree } from '../../src/discover/listing.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { repository } from '../support/scratch.ts'

const member = (name: string, rest = '') => `[project]\nname = "${name}"\n${rest}`
const workspace = {
  'pyproject.toml':
    '[project]\nname = "root"\ndependencies = ["numpy", "opencv-python>=4"]\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/evio/pyproject.toml': member('evio', '[project.scripts]\nplay = "evio.play:main"\n'),
  'libs/evio/src/evio/__init__.py': '',
  'libs/evio/src/evio/play.py': 'def main(): ...\n',
  'libs/app/pyproject.toml': member('app', 'dependencies = ["numpy"]\n'),
  'libs/app/src/app/own.py': 'import app\nimport os, numpy\n',
  'libs/app/src/app/other.py': 'def f():\n    from evio.play import main\n',
  'libs/app/src/app/listed.py': 'import os, evio\n',
  'libs/app/src/app/root.py': 'import cv2\n',
  'libs/app/src/app/text.py': 'evio = "evio"\n',
}
const read = [
  'libs/app/src/app/listed.py',
  'libs/app/src/app/other.py',
  'libs/app/src/app/root.py',
  'libs/evio/src/evio/play.py',
]

const code = (listing: ReturnType<typeof listWorkTree> | UsageError) => {
  if (listing instanceof UsageError) throw listing
  return discover(listing, [])
    .sources.map(({ path }) => path)
    .filter((path) => path.endsWith('.py'))
}

describe('Python code', () => {
  it('is read where it imports another member or what the root alone declares, or is named with an object', () => {
    expect(code(listWorkTree(repository(workspace)))).toEqual(read)
  })

  it('is read from the index and from a commit likewise', () => {
    const root = repository(workspace)
    const now = listWorkTree(root)
    const sources = new Map(discover(now, []).sources.map((file) => [file.path, file]))
    expect(code(listIndex(root))).toEqual(read)
    expect(code(listCommit(now, sources, 'HEAD'))).toEqual(read)
  })

  it('is not read in a project that is alone, but for its header', () => {
    const alone = {
      'pyproject.toml': member('app'),
      'app.py': 'import evio\n',
      'tool.py': '# /// script\n# dependencies = []\n# ///\n',
    }
    expect(code(listWorkTree(repository(alone)))).toEqual(['tool.py'])
  })

  it('is read where a file names it as a script and installs what it imports', () => {
    const alone = {
      'pyproject.toml': member('app'),
      'tools/a.py': 'import rich\n',
      'tools/b.py': 'import rich\n',
      'tools/c.py': 'import os\n',
      'demo/main.py': 'import rich\n',
      'other/main.py': 'import rich\n',
      'docs/run.md': 'Install with `pip install rich`, then `python ./tools/a.py` and `python tools/c.py`.\n',
      'demo/README.md': 'pip install rich\npython main.py\n',
      'docs/more.md': 'python tools/b.py\n',
    }
    expect(code(listWorkTree(repository(alone)))).toEqual(['demo/main.py', 'tools/a.py'])
  })
})
