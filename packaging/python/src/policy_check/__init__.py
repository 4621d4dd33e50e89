"""policy-check for those who have uv or pip and perhaps no Node: the program itself is in `program/`."""
