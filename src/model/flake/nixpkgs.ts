import { nixpkgsManagers } from '../../tables/managers.ts'
import { topLevelOnly } from '../../tables/nixpkgs-attributes.ts'
import {
  interpreterName,
  nestedNixpkgs,
  pythonSetName,
  standardEnvironment,
} from '../../tables/nixpkgs-names.ts'
import { topLevelApplications } from '../../tables/pypi-names.ts'
import type { Place } from '../../text/span.ts'
import { callPackage } from './call-package.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { maker } from './makers.ts'
import { native } from './native.ts'
import { overlaid, overlaidBy } from './overlays.ts'
import { fromUnknown } from './unknown-attribute.ts'
import {
  emptyList,
  type Interpreter,
  library,
  noExtra,
  type PackageCollection,
  pythonPackages,
  someText,
  Thunk,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** `pkgs.name` */
export function selectFromNixpkgs(evaluator: Evaluator, subject: PackageCollection, access: Access): Value {
  const { name, at } = access
  if (name === null) return fromPattern(evaluator, subject, access)
  const own = subject.extra.get(name)
  if (own) return own.thunk.force()
  if (name === 'lib') return library
  if (interpreterName.test(name)) {
    const { extra } = pythonSetOf(evaluator, subject, at)
    return { ...interpreterAt(access, name), nixpkgs: access.subject, extra }
  }
  if (pythonSetName.test(name)) return pythonSetOf(evaluator, subject, at)
  if (nestedNixpkgs.has(name)) return subject
  if (name === 'pythonInterpreters')
    return { kind: 'attributes', entries: noExtra, every: interpreters(access), open: false }
  if (name === 'system') return someText
  if (name === 'pythonPackagesExtensions') return emptyList
  if (name === 'callPackage' || name === 'callPackages') return callPackage(evaluator, subject)
  if (name === 'extend') return native(1, ([overlay], where) => overlaid(evaluator, subject, overlay, where))
  if (name === 'appendOverlays')
    return native(1, ([overlays], where) => overlaidBy(evaluator, subject, overlays.force(), where))
  if (name === 'newScope')
    return native(1, ([own]) =>
      callPackage(evaluator, {
        ...subject,
        extra: new Map([...subject.extra, ...attributesOf(own.force()).entries]),
      }),
    )
  const made = maker(evaluator, name)
  if (made) return made
  if (standardEnvironment.test(name)) return { kind: 'application', name: 'stdenv', source: at, via: [] }
  if (subject.open && !isTopLevel(name)) return fromUnknown(access)
  return { kind: 'application', name, source: at, via: [], nixpkgs: access.subject }
}

/** Whether nixpkgs itself is known to have a name at its top level, which hardly an overlay gives another meaning. */
function isTopLevel(name: string): boolean {
  return topLevelOnly.has(name) || topLevelApplications.has(name) || nixpkgsManagers.has(name)
}

/** The set of Python packages under nixpkgs' own `pythonPackagesExtensions`. */
function pythonSetOf(evaluator: Evaluator, subject: PackageCollection, at: Place): PackageCollection {
  const base = subject.open ? { ...pythonPackages, open: subject.open } : pythonPackages
  const extensions = subject.extra.get('pythonPackagesExtensions')
  return extensions ? overlaidBy(evaluator, base, extensions.thunk.force(), at) : base
}

function interpreters(access: Access) {
  return { thunk: Thunk.of(interpreterAt(access, 'python')), place: access.at }
}

/** `pkgs."python${version}Packages"`: the constant parts say what it is. */
function fromPattern(evaluator: Evaluator, subject: PackageCollection, access: Access): Value {
  const { pattern } = access
  if (/^(python|pypy)[\d*]*Packages$/.test(pattern)) return pythonSetOf(evaluator, subject, access.at)
  if (/^(python|pypy)[\d*]*\*?(Full|Minimal)?$/.test(pattern)) return interpreterAt(access, pattern)
  return unknown
}

export function interpreterAt({ at }: Access, name: string): Interpreter {
  return { kind: 'interpreter', name, source: at, via: [], extra: noExtra }
}
