import type { Dice } from '../../support/dice.ts'
import type { Files } from '../../support/in-memory.ts'

/** Lists of packages, one construct each; `pkgs`, `lib`, `system`, `self` and the bindings below are in scope. */
const lists = [
  '[ pkgs.uv pkgs.git ]',
  'with pkgs; [ uv jq ]',
  '[ pkgs.python3Packages.numpy ]',
  '(with pkgs.python3Packages; [ numpy scipy ]) ++ [ pkgs.uv ]',
  '[ (pkgs.python3.withPackages (ps: [ ps.numpy ps.requests ])) ]',
  '[ (pkgs.python312.withPackages (ps: with ps; [ torch ])) pkgs.uv ]',
  '[ (py.withPackages (p: [ p.pandas ] ++ [ p.pip ])) ]',
  'lib.optionals true [ pkgs.jq pkgs.python3Packages.flask ]',
  'lib.optional (system == "x86_64-linux") pkgs.gcc',
  'builtins.attrValues { inherit (pkgs) uv git; inherit (pkgs.python311Packages) black; }',
  'map (name: pkgs.${name}) [ "uv" "jq" ]',
  'map (name: pkgs.python3Packages.${name}) [ "numpy" "scipy" ]',
  'lib.flatten [ [ pkgs.uv ] [ [ pkgs.python3Packages.pip ] ] ]',
  'builtins.concatLists [ [ pkgs.uv ] [ pkgs.python3Packages.flask ] ]',
  'lib.concatMap (x: [ x pkgs.zlib ]) [ pkgs.git ]',
  'lib.attrVals [ "uv" "ruff" ] pkgs',
  'let own = [ pkgs.uv ]; in own ++ [ pkgs.jq ]',
  'tools',
  'extra pkgs',
  '[ pkgs.python312 pkgs.uv ]',
  '[ py py.pkgs.requests ]',
  'import ./tools.nix { inherit pkgs; }',
  'import ./tools.nix { pkgs = pkgs; more = true; }',
  "builtins.foldl' (all: x: all ++ [ x ]) [ ] [ pkgs.uv pkgs.jq ]",
  'lib.mapAttrsToList (_: value: value) { a = pkgs.uv; b = pkgs.python3Packages.black; }',
  '(if true then [ pkgs.uv ] else [ pkgs.otherwise ])',
  '({ p ? pkgs.uv }: [ p ]) { }',
  '({ p, ... }@all: [ p all.q ]) { p = pkgs.jq; q = pkgs.git; }',
  'sets.own.list',
  'sets.none.list or [ pkgs.just ]',
  '(sets // { own = { list = [ pkgs.ruff ]; }; }).own.list',
  'builtins.genList (_: pkgs.uv) 1',
  'lib.unique [ pkgs.uv pkgs.uv ]',
  'lib.remove pkgs.jq [ pkgs.uv pkgs.jq ]',
  'builtins.filter (x: x != null) [ pkgs.uv null ]',
  '[ (pkgs.python3.override { }) ]',
  '[ (lib.getAttrFromPath [ "python3Packages" "pytest" ] pkgs) ]',
  '[ (lib.attrByPath [ "python3Packages" "torch" ] null pkgs) ]',
  'assert true; [ pkgs.uv ]',
  'lib.pipe [ pkgs.uv ] [ (all: all ++ [ pkgs.nodejs ]) ]',
  'with { inherit (pkgs) just; }; [ just ]',
  '[ (import nixpkgs { inherit system; overlays = [ (final: prev: { own = prev.jq; }) ]; }).own ]',
  '(pkgs.extend (final: prev: { tools = [ prev.uv prev.python3Packages.numpy ]; })).tools',
  'builtins.attrValues (lib.genAttrs [ "uv" ] (name: pkgs.${name}))',
  '(x: y: x ++ y) [ pkgs.uv ] [ pkgs.hdf5 ]',
  '(lib.flip (x: y: y ++ x)) [ pkgs.uv ] [ pkgs.hdf5 ]',
]

/** Packages that only stand where a condition does not hold: they are taken for being there, whatever the condition. */
export const behindConditions: readonly string[] = ['otherwise', 'spare']

/** Hooks, each with marks of its own. */
const hooks = [
  '"echo mark-1"',
  "''\n            echo mark-2\n          ''",
  '"echo mark-3" + "; echo mark-4"',
  'lib.optionalString true "echo mark-5"',
  'lib.concatStringsSep "\\n" [ "echo mark-6" "echo mark-7" ]',
  'builtins.concatStringsSep "; " (map (n: "echo ${n}; echo mark-8") [ "x" "y" ])',
  'hook',
  '"${hook}; echo mark-10"',
  "''\n            ${hook}\n            echo mark-11\n          ''",
  'greet "echo mark-12"',
  '(if true then "echo mark-13" else "")',
  'builtins.readFile ./enter.sh',
  'lib.concatMapStringsSep "\\n" (n: "echo mark-14 ${n}") [ "x" ]',
  'sets.hook',
]

const bindings = `
      inherit (pkgs) lib;
      py = pkgs.python312;
      tools = with pkgs; [ uv just ] ++ [ python3Packages.pytest ];
      extra = p: [ p.git p.python3Packages.torch ];
      hook = "echo mark-20";
      greet = command: "\${command}; echo mark-23";
      sets = rec { own.list = [ pkgs.nodejs ]; hook = "echo mark-21"; again = own; };
      base = pkgs.mkShell { packages = [ pkgs.zlib ]; shellHook = "echo mark-22"; };`

const system = 'system = "x86_64-linux";\n      pkgs = nixpkgs.legacyPackages.${system};'

/** Whole flakes around the shells (\`default = …;\` lines) and the packages. */
const frames: readonly ((shells: string, packages: string) => string)[] = [
  (shells, packages) =>
    `{ self, nixpkgs }:\n    let\n      ${system}${bindings}\n    in {\n      devShells.\${system} = {\n${shells}      };\n      packages.\${system} = { ${packages} };\n    }`,
  (shells, packages) =>
    `{ self, nixpkgs, ... }:\n    let\n      systems = [ "x86_64-linux" "aarch64-linux" ];\n      each = f: nixpkgs.lib.genAttrs systems (system: f system (import nixpkgs { inherit system; }));\n    in {\n      devShells = each (system: pkgs: let${bindings}\n      in {\n${shells}      });\n      packages = each (system: pkgs: { ${packages} });\n      overlays.default = final: prev: { };\n    }`,
  (shells, packages) =>
    `{ self, nixpkgs, flake-utils }:\n    flake-utils.lib.eachDefaultSystem (system:\n    let\n      pkgs = import nixpkgs { inherit system; };${bindings}\n    in {\n      devShells = {\n${shells}      };\n      packages = { ${packages} };\n      formatter = pkgs.jq;\n    })`,
  (shells, packages) =>
    `inputs@{ self, nixpkgs, ... }:\n    let\n      ${system}${bindings}\n      outputs = {\n        devShells = {\n${shells}      };\n        packages = { ${packages} };\n        apps.run = { type = "app"; program = "/bin/run"; };\n      };\n    in\n    builtins.mapAttrs (_: value: { \${system} = value; }) outputs`,
  (shells, packages) =>
    `inputs: with inputs;\n    let\n      ${system}${bindings}\n    in nixpkgs.lib.recursiveUpdate {\n      devShells.x86_64-linux = {\n${shells}      };\n    } {\n      packages.x86_64-linux = { ${packages} };\n      checks.x86_64-linux.all = pkgs.git;\n    }`,
  (shells, packages) =>
    `{ self, nixpkgs, flake-parts }@inputs:\n    flake-parts.lib.mkFlake { inherit inputs; } {\n      systems = [ "x86_64-linux" ];\n      perSystem = { pkgs, system, ... }:\n      let${bindings}\n      in {\n        devShells = {\n${shells}      };\n        packages = { ${packages} };\n      };\n    }`,
  (shells, packages) =>
    `{ nixpkgs, ... }:\n    let\n      make = system: let pkgs = import nixpkgs { inherit system; };${bindings}\n      in {\n        shells = {\n${shells}      };\n        own = { ${packages} };\n      };\n      known = [ "x86_64-linux" ];\n      by = what: builtins.listToAttrs (map (name: { inherit name; value = (make name).\${what}; }) known);\n    in {\n      devShells = by "shells";\n      packages = by "own";\n    }`,
]

/** A flake with one or two shells, made by dice, with the files that it reads. */
export function makeFlake(dice: Dice): Files {
  const shell = (name: string) => {
    const lines = [`packages = ${dice.pick(lists)};`]
    if (dice.chance(0.5))
      lines.push(`${dice.pick(['buildInputs', 'nativeBuildInputs'])} = ${dice.pick(lists)};`)
    if (dice.chance(0.2)) lines.push('inputsFrom = [ base ];')
    if (dice.chance(0.7)) lines.push(`shellHook = ${dice.pick(hooks)};`)
    const args = lines.map((line) => `          ${line}\n`).join('')
    const made = dice.pick(['pkgs.mkShell', 'pkgs.mkShellNoCC', 'with pkgs; mkShell'])
    return `        ${name} = ${made} {\n${args}        };\n`
  }
  const shells = shell('default') + (dice.chance(0.4) ? shell('ci') : '')
  const packages = dice.pick([
    'tool = pkgs.git;',
    'default = pkgs.jq; tool = pkgs.git;',
    'inherit (pkgs) git;',
    '',
  ])
  return {
    'flake.nix': `{\n  inputs.nixpkgs.url = "github:NixOS/nixpkgs";\n  outputs = ${dice.pick(frames)(shells, packages)};\n}\n`,
    'tools.nix':
      '{ pkgs, more ? false }:\n[ pkgs.uv ] ++ pkgs.lib.optional more pkgs.python3Packages.spare\n',
    'enter.sh': 'echo mark-30\n',
  }
}
