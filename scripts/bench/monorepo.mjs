import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Shares of kinds of files in a large monorepo. */
const shares = { nix: 0.4, markdown: 0.3, scripts: 0.2, projects: 0.1 }

/** How many of the members commands name: the first ones, as every size has them. */
const namedMembers = 500

/**
 * Writes a large monorepo into an empty folder, the same at every call: a workspace with a flake, most of it in order,
 * about one file in forty with a violation. `files` is the number without the root's own two.
 *
 * @param {string} folder
 * @param {number} files
 */
export function writeMonorepo(folder, files) {
  const counts = {
    nix: files * shares.nix,
    markdown: files * shares.markdown,
    scripts: files * shares.scripts,
    projects: files * shares.projects,
  }
  const random = randomNumbers(1)
  /** @type {(path: string, text: string) => void} */
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('flake.nix', flake())
  write('pyproject.toml', '[tool.uv.workspace]\nmembers = ["libs/*"]\n')
  for (let at = 0; at < counts.projects; at++)
    write(`libs/lib-${at}/pyproject.toml`, project(at, counts.projects, random))
  for (let at = 0; at < counts.nix; at++) write(`nix/${at % 40}/module-${at}.nix`, nixModule(at, random))
  for (let at = 0; at < counts.markdown; at++) write(`docs/${at % 30}/page-${at}.md`, page(at, random))
  for (let at = 0; at < counts.scripts; at++) write(`scripts/${at % 20}/task-${at}.sh`, script(at, random))
}

/** @typedef {() => number} Random a number from 0 to below 1 */

/**
 * Mulberry32.
 *
 * @param {number} seed
 * @returns {Random}
 */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function flake() {
  return `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      devShells.x86_64-linux.default = pkgs.mkShell {
        packages = [ pkgs.python311 pkgs.uv ];
        shellHook = ''
          uv sync --quiet
        '';
      };
    };
}
`
}

/** @type {(at: number, projects: number, random: Random) => string} */
function project(at, projects, random) {
  const other = Math.floor(random() * projects)
  const source = random() < 0.025 ? `{ path = "../lib-${other}" }` : '{ workspace = true }'
  return `[project]
name = "lib-${at}"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = [
    "lib-${other}",
    "numpy>=1.24",
]

[tool.uv.sources]
lib-${other} = ${source}

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`
}

/** @type {(at: number, random: Random) => string} */
function nixModule(at, random) {
  const options = Array.from({ length: 4 + Math.floor(random() * 12) }, (_, index) => option(index, random))
  const hook = random() < 0.1 ? `\n    shellHook = ''\n      ${command(at, random)}\n    '';` : ''
  return `{ config, lib, pkgs, ... }:

with lib;

let
  cfg = config.services.service-${at};
in
{
  options.services.service-${at} = {
    enable = mkEnableOption "service ${at}";
${options.join('\n')}
  };

  config = mkIf cfg.enable {
    environment.systemPackages = [ pkgs.curl pkgs.jq (pkgs.callPackage ./package.nix { inherit lib; }) ];
    systemd.services.service-${at} = {
      wantedBy = [ "multi-user.target" ];
      serviceConfig.ExecStart = "\${pkgs.bash}/bin/bash -c 'exec \${cfg.command}'";
    };${hook}
  };
}
`
}

/** @type {(index: number, random: Random) => string} */
function option(index, random) {
  return `    setting-${index} = mkOption {
      type = types.nullOr (types.either types.str (types.listOf types.int));
      default = ${random() < 0.5 ? 'null' : `[ ${index} ${index + 1} ]`};
      description = lib.mdDoc ''
        Setting ${index}, which decides what the service does when it starts.
      '';
    };`
}

/** @type {(at: number, random: Random) => string} */
function page(at, random) {
  const sections = Array.from({ length: 3 + Math.floor(random() * 8) }, (_, index) => {
    const fence = random() < 0.4 ? `\n\`\`\`sh\n${command(at, random)}\n\`\`\`\n` : ''
    return `## Part ${index}

Some words about the ${index}th part of page ${at}, with \`code\`, a [link](../page.md) and **weight**, long enough to be
a paragraph that wraps once or twice, as people write them.

- first of the list
- second, with \`uv sync\`
${fence}`
  })
  return `# Page ${at}\n\n${sections.join('\n')}`
}

/** @type {(at: number, random: Random) => string} */
function script(at, random) {
  const steps = Array.from({ length: 5 + Math.floor(random() * 15) }, (_, index) =>
    index % 3 === 0
      ? `if [ -d "$root/data-${index}" ]; then\n  echo "step ${index} of ${at}"\n  ${command(at, random)}\nfi`
      : `find "$root" -name '*.tmp-${index}' -print0 | xargs -0 rm -f || true`,
  )
  return `#!/usr/bin/env bash\nset -euo pipefail\nroot=$(git rev-parse --show-toplevel)\n\n${steps.join('\n')}\n`
}

/** @type {(at: number, random: Random) => string} */
function command(at, random) {
  const member = `lib-${at % namedMembers}`
  if (random() < 0.02) return 'pip install requests'
  if (random() < 0.02) return `cd libs/${member} && uv run pytest`
  return `uv run --package ${member} pytest libs/${member}`
}
