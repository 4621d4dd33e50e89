"""Writes small wheels that stand for well-known distributions, so that pip and uv can install them offline.

Usage: wheels.py DIRECTORY [NAME==VERSION ...]

Without names, those of STAND_INS; a name that is not among them gets a program and a module of its own name.

Each program prints its words and fails on a path that is not there; what it was started with and what it can see is
written down by `sitecustomize.py`, which is on the path of every interpreter of a sandbox.
"""

import base64
import hashlib
import re
import sys
import zipfile
from pathlib import Path

# name, version, programs, what it needs
STAND_INS = [
    ("alembic", "1.13", ["alembic"], []),
    ("awscli", "1.33", ["aws"], []),
    ("boto3", "1.35", [], []),
    ("build", "1.2", ["pyproject-build"], []),
    ("codespell", "2.3", ["codespell"], []),
    ("conan", "2.5", ["conan"], []),
    ("coverage", "7.6", ["coverage"], []),
    ("flask", "3.0", ["flask"], []),
    ("flask-login", "0.6", [], ["flask"]),
    ("gunicorn", "22.0", ["gunicorn"], []),
    ("jsonschema", "4.23", [], []),
    ("memory-profiler", "0.61", ["memory_profiler"], []),
    ("mkdocs", "1.6", ["mkdocs"], []),
    ("mkdocs-material", "9.5", [], ["mkdocs"]),
    ("mypy", "1.11", ["mypy"], []),
    ("nox", "2024.10", ["nox"], []),
    ("numpy", "1.26", [], []),
    ("numpy", "2.0", [], []),
    ("pandas", "2.2", [], ["numpy"]),
    ("pip-audit", "2.7", ["pip-audit"], []),
    ("pre-commit", "3.8", ["pre-commit"], []),
    ("psycopg", "3.2", [], []),
    ("pyarrow", "15.0.2", [], []),
    ("pytest", "8.0", ["pytest"], []),
    ("python-dotenv", "1.0", ["dotenv"], []),
    ("rich", "13.9", [], []),
    ("rich", "14.0", [], []),
    ("ruff", "0.6", ["ruff"], []),
    ("scipy", "1.14", [], ["numpy"]),
    ("setuptools", "75.0", [], []),
    ("tox", "4.18", ["tox"], []),
    ("tox-uv", "1.11", [], ["tox"]),
    ("twine", "5.1", ["twine"], []),
    ("uvicorn", "0.30", ["uvicorn"], []),
    ("wheel", "0.44", [], []),
]

PROGRAM = '''
import os, runpy, sys
from pathlib import Path

NAME = {name!r}


def main():
    words = sys.argv[1:]
    print(NAME, *words)
    for word in words:
        if "/" in word and "://" not in word and not Path(word).exists():
            sys.exit(f"{{NAME}}: no such file: {{word}}")
    if NAME == "alembic" and not Path("alembic.ini").exists():
        sys.exit("alembic: no alembic.ini here")
    if NAME == "pytest":
        tops = [Path(word) for word in words if not word.startswith("-")] or [Path(".")]
        for top in tops:
            tests = [top] if top.is_file() else sorted(top.rglob("test_*.py"))
            for test in tests:
                if not any(part in {{".venv", "venv", "system"}} for part in test.parts):
                    runpy.run_path(str(test))
    if NAME == "coverage" and words[:2] == ["run", "-m"]:
        sys.argv = words[2:]
        runpy.run_module(words[2], run_name="__main__", alter_sys=True)
    if NAME == "build":
        import zipfile
        top = Path(words[0] if words else ".")
        (top / "dist").mkdir(exist_ok=True)
        zipfile.ZipFile(top / "dist" / "made-1.0-py3-none-any.whl", "w").close()
'''

BACKEND = Path(__file__).with_name("backend.py").read_text()


def write_wheel(folder, name, version, files, programs, needs, extras=()):
    """Writes one pure Python wheel."""
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    metadata += "".join(f"Provides-Extra: {extra}\n" for extra in extras)
    metadata += "".join(f"Requires-Dist: {need}\n" for need in needs)
    members = dict(files)
    members[f"{info}/METADATA"] = metadata
    members[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    if programs:
        members[f"{info}/entry_points.txt"] = "[console_scripts]\n" + "".join(
            f"{program} = {target}\n" for program, target in programs.items()
        )
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},{len(text.encode())}\n"
        for path, text in members.items()
    )
    members[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(Path(folder) / f"{stem}-py3-none-any.whl", "w") as archive:
        for path, text in members.items():
            archive.writestr(zipfile.ZipInfo(path), text)


def known(name, version):
    """The stand-in of that name in another version."""
    for other, _, programs, needs in STAND_INS:
        if other == name:
            return name, version, programs, needs
    return name, version, [name], []


def main(folder, *names):
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, version, programs, needs in [known(*name.split("==")) for name in names] or STAND_INS:
        module = re.sub(r"[-.]", "_", name)
        code = PROGRAM.format(name=programs[0] if programs and name != "build" else name)
        files = {f"{module}/__init__.py": code, f"{module}/__main__.py": f"from {module} import main\n\nmain()\n"}
        if name == "rich":
            files["rich/table.py"] = ""
        write_wheel(
            folder,
            name,
            version,
            files,
            {program: f"{module}:main" for program in programs},
            needs,
            ["toml"] if name == "coverage" else [],
        )
    if names:
        return
    write_wheel(folder, "hatchling", "1.25", {"hatchling/__init__.py": "", "hatchling/build.py": BACKEND}, {}, [])
    starter = "import os, sys\n\n\ndef main():\n    os.execv(os.environ['SANDBOX_UV'], ['uv', *sys.argv[1:]])\n"
    write_wheel(folder, "uv", "0.13", {"uv/__init__.py": starter}, {"uv": "uv:main"}, [])


if __name__ == "__main__":
    main(*sys.argv[1:])
