/**
 * What packages of nixpkgs are called on PyPI, and which of them are Python libraries or applications.
 *
 * Source: nixpkgs `pkgs/top-level/python-packages.nix` with the `pname` of each package, and PyPI.
 * Read: 2026, no commit is on record.
 * Renew: by hand.
 */

import { inBoth, pythonOnly } from './nixpkgs-attributes.ts'

/** PyPI's name of a package that nixpkgs names otherwise. nixpkgs' name is the key. */
const pypiNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    absl: 'absl-py',
    discordpy: 'discord.py',
    faiss: 'faiss-cpu',
    gst: 'gst-python',
    'jaxlib-bin': 'jaxlib',
    kafka: 'kafka-python',
    ldap: 'python-ldap',
    magic: 'python-magic',
    memcached: 'python-memcached',
    'mysql-connector': 'mysql-connector-python',
    opencv: 'opencv-python',
    opencv3: 'opencv-python',
    opencv4: 'opencv-python',
    opencv4Full: 'opencv-contrib-python',
    pycrypto: 'pycryptodome',
    pygobject3: 'PyGObject',
    pytorch: 'torch',
    pytorchWithCuda: 'torch',
    'pytorch-bin': 'torch',
    'torch-bin': 'torch',
    torchWithCuda: 'torch',
    torchWithRocm: 'torch',
    'torchvision-bin': 'torchvision',
    'torchaudio-bin': 'torchaudio',
    'triton-bin': 'triton',
    scikitimage: 'scikit-image',
    scikitlearn: 'scikit-learn',
    tensorflowWithCuda: 'tensorflow',
    'tensorflow-bin': 'tensorflow',
    tensorflowWithoutCuda: 'tensorflow',
  }),
)

/** What the package is called on PyPI, normalised as uv writes it. */
export function pypiName(name: string): string {
  // nixpkgs writes a version that it keeps beside the newest behind an underscore; a few names have it right behind them.
  const plain = name
    .replace(/^(django|pydantic|sqlalchemy|protobuf|wxpython)\d[\d_]*$/i, '$1')
    .replace(/(?:_\d{1,20}){1,10}$/, '')
  return (pypiNames.get(plain) ?? plain).toLowerCase().replace(/[-_.]+/g, '-')
}

/** Parts of Python's standard library that nixpkgs ships apart; PyPI has no such package. */
export const standardLibrary: ReadonlySet<string> = new Set(['tkinter'])

/**
 * Applications that the top level of nixpkgs has under the same name, so that they need not come from the set of Python
 * packages. Checkers that import the project (mypy, pylint, sphinx) are better as development dependencies.
 */
export const topLevelApplications: ReadonlySet<string> = new Set(
  [...inBoth].filter((name) => !['mypy', 'pylint', 'sphinx'].includes(name)),
)

/** Whether a name surely means a Python library, so that it cannot be a program or library of nixpkgs' top level. */
export function isPythonLibrary(name: string): boolean {
  return (
    pythonOnly.has(name) ||
    /^(pytest|django|flask|sphinx|jupyter|types|python|torch|tensorflow|scikit|pandas|numpy)-/.test(name)
  )
}
