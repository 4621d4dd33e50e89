import { type FunctionValue, nixpkgs, type PackageCollection, pythonPackages } from './value.ts'

/** Package lists whose functions choose from the set of Python packages, whatever their parameter is called. */
const pythonLists = /^(libraries|extraLibs|extraPython3?Packages|pythonPath|dependencies|build-system)$/

/** Parameters that stand for the set of Python packages where the list does not say so. */
const pythonParameters = /^(ps|pp|p[0-9]?ps|py.*|python.*)$/

/** The set from which a function chooses that stands where a list is expected, by the list's name or its parameter's. */
export function setChosenFrom({ parameter = '' }: FunctionValue, list: string): PackageCollection {
  const isPython =
    pythonLists.test(list) || (!/^(target|multi)Pkgs$/.test(list) && pythonParameters.test(parameter))
  return isPython ? pythonPackages : nixpkgs
}
