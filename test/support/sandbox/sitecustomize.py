"""Writes down what each interpreter of a sandbox was started with, and which distributions it finds."""

import json
import os
import sys

INSTALLERS = {"pip", "pip3", "__pip-runner__.py", "_in_process.py", "uv"}


def _is_installer(words):
    module = words[words.index("-m") + 1 :][:1] if "-m" in words[:3] else []
    if any("\n" in word and "backend" in word for word in words):
        return True
    return bool(INSTALLERS.intersection(os.path.basename(word) for word in words[1:2])) or module[:1] in (
        ["pip"],
        ["venv"],
        ["ensurepip"],
    )


def _note():
    log, words = os.environ.get("SANDBOX_LOG"), sys.orig_argv
    if not log or len(words) < 2 or _is_installer(words) or any("ensurepip" in word for word in words):
        return
    from importlib.metadata import distributions

    found = sorted({(one.metadata["Name"] or "").lower().replace("_", "-") for one in distributions()})
    with open(log, "a") as file:
        file.write(json.dumps({"words": words[1:], "prefix": sys.prefix, "found": found}) + "\n")


try:
    _note()
except Exception as error:  # what goes wrong here must never change what the program does
    print(f"sitecustomize: {error}", file=sys.stderr)
