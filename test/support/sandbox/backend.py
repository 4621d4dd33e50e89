"""A build backend that stands for hatchling: it packs `src/`, or installs it editable, without needing anything."""

import base64
import hashlib
import re
import sys
import tarfile
import zipfile
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    tomllib = None


def _project():
    text = Path("pyproject.toml").read_text()
    if tomllib is None:
        from pip._vendor import tomli

        return tomli.loads(text)["project"]
    return tomllib.loads(text)["project"]


def _members(project):
    name, version = project["name"].replace("-", "_"), project["version"]
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {version}"]
    lines += [f"Requires-Python: {project['requires-python']}"] if "requires-python" in project else []
    lines += [f"Requires-Dist: {need}" for need in project.get("dependencies", [])]
    for extra, needs in project.get("optional-dependencies", {}).items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {need}; extra == '{extra}'" for need in needs]
    scripts = "".join(f"{program} = {target}\n" for program, target in project.get("scripts", {}).items())
    return f"{name}-{version}", {
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}",
    }


def _write(directory, files):
    stem, members = _members(_project())
    members = {**files, **members}
    record = ""
    for path, text in members.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(text.encode())}\n"
    members[f"{stem}.dist-info/RECORD"] = record + f"{stem}.dist-info/RECORD,,\n"
    name = f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(Path(directory) / name, "w") as archive:
        for path, text in members.items():
            archive.writestr(path, text)
    return name


def _module():
    return re.sub(r"\W", "_", _project()["name"])


def _top():
    return Path("src") if Path("src").is_dir() else Path(".")


def build_wheel(directory, settings=None, metadata=None):
    top = _top()
    found = top.rglob("*.py") if top.name == "src" else [Path(f"{_module()}.py"), *Path(_module()).rglob("*.py")]
    return _write(directory, {str(path.relative_to(top)): path.read_text() for path in found if path.exists()})


def build_editable(directory, settings=None, metadata=None):
    return _write(directory, {f"_{_module()}.pth": f"{_top().resolve()}\n"})


def build_sdist(directory, settings=None):
    stem, members = _members(_project())
    name = f"{stem}.tar.gz"
    Path("PKG-INFO").write_text(next(iter(members.values())))
    with tarfile.open(Path(directory) / name, "w:gz") as archive:
        for path in ["pyproject.toml", "PKG-INFO", "src", _module(), f"{_module()}.py"]:
            if Path(path).exists():
                archive.add(path, f"{stem}/{path}")
    Path("PKG-INFO").unlink()
    return name
