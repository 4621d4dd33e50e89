"""Writes down what each interpreter of a sandbox was started with, and which distributions it finds."""

import json
import os
import sys


def _note():
    log = os.environ.get("SANDBOX_LOG")
    words = sys.orig_argv
    quiet = {"-m pip", "-m venv", "-m ensurepip"}
    if not log or len(words) < 2 or " ".join(words[1:3]) in quiet:
        return
    if words[1].startswith("-I") or words[1] in {"-Im", "-u", "-s", "-P"} or "pip" in os.path.basename(words[1]).split("-")[0]:
        return
    if os.environ.get("SANDBOX_INNER") or "_in_process.py" in " ".join(words):
        return
    from importlib.metadata import distributions

    found = sorted({(d.metadata["Name"] or "").lower().replace("_", "-") for d in distributions()})
    with open(log, "a") as file:
        file.write(json.dumps({"words": words[1:], "prefix": sys.prefix, "found": found}) + "\n")


try:
    _note()
except Exception as error:  # a failure here must never change what the program does
    print(f"sitecustomize: {error}", file=sys.stderr)
