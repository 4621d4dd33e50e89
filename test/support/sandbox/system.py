"""Makes a Python installation of its own, not a virtual environment, with a pip that writes into it.

Usage: system.py DIRECTORY

The interpreter is a copy, the standard library a folder of links, and `site-packages` is empty but for a link to pip, so
that a copy of the whole is quick. What pip and `uv pip --system` do to "the system" stays inside the directory.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

LEFT_OUT = {"site-packages", "dist-packages", "EXTERNALLY-MANAGED", "sitecustomize.py"}


def main(directory):
    top = Path(directory)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    programs, library = top / "bin", top / "lib" / version
    programs.mkdir(parents=True)
    (library / "site-packages").mkdir(parents=True)
    original = Path(os.path.realpath(getattr(sys, "_base_executable", sys.executable)))
    shutil.copy2(original, programs / version)
    for name in ["python", "python3"]:
        (programs / name).symlink_to(version)
    for entry in Path(sysconfig.get_path("stdlib")).iterdir():
        if entry.name not in LEFT_OUT:
            (library / entry.name).symlink_to(entry)
    for shared in (original.parent.parent / "lib").glob("libpython*"):
        (top / "lib" / shared.name).symlink_to(shared)
    interpreter = str(programs / version)
    packages = subprocess.check_output(
        [interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    if not Path(packages).is_relative_to(top):
        sys.exit(f"packages would go to {packages}")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.check_call([sys.executable, "-m", "venv", scratch])
        for found in Path(scratch).glob("lib/*/site-packages/pip*"):
            shutil.copytree(found, top / "pip" / found.name)
    (Path(packages) / "pip.pth").write_text(f"{top / 'pip'}\n")
    for name in ["pip", "pip3"]:
        (programs / name).write_text(
            f"#!{interpreter}\nimport sys\nfrom pip._internal.cli.main import main\n\nsys.exit(main())\n"
        )
        (programs / name).chmod(0o755)


if __name__ == "__main__":
    main(sys.argv[1])
