/** What a refusal of uv means for people, and what to do about it. */
export interface RefusalWords {
  readonly why: string
  readonly next: string
}

const everything = 'uv refuses every command in this project until it is mended.'

/**
 * Words for each code of `WorkspaceError`.
 *
 * Source: uv's messages and the code that makes them: uv-workspace/src/{workspace,pyproject,dependency_groups}.rs,
 * uv-distribution/src/metadata, uv/src/commands/project/mod.rs.
 * Renew: by hand, with each new code.
 */
export const uvRefusals: Readonly<Record<string, RefusalWords>> = {
  'missing-pyproject': {
    why: 'uv refuses the whole workspace when a directory that `members` names has files but no `pyproject.toml`.',
    next: 'Give the directory a `pyproject.toml`, name what holds one, or list the directory in `exclude`.',
  },
  'no-project-table': {
    why: 'A member without `[project]` makes uv refuse the whole workspace.',
    next: 'Add `[project]` with `name` and `version`, or list the directory in `exclude`.',
  },
  'duplicate-member': {
    why: 'Two members of one name make uv refuse the whole workspace.',
    next: 'Rename one of the two projects, or list its directory in `exclude`.',
  },
  'nested-workspace': {
    why: 'uv knows no workspace inside a workspace and refuses both.',
    next: 'Remove `[tool.uv.workspace]` from the member, or list its directory in `exclude` of the outer workspace.',
  },
  'unmanaged-project': { why: everything, next: 'Remove `managed = false` from `[tool.uv]`.' },
  'missing-name': { why: everything, next: 'Add `name` to `[project]`.' },
  'invalid-type': { why: everything, next: 'Write a value of the type that uv expects there.' },
  'invalid-workspace-table': {
    why: everything,
    next: 'Write `members` and `exclude` as lists of patterns in `[tool.uv.workspace]`.',
  },
  'invalid-version': { why: everything, next: 'Write a version as PEP 440 has it, such as `1.2.0`.' },
  'invalid-value': { why: everything, next: 'Write a requirement as PEP 508 has it, such as `numpy>=2`.' },
  'invalid-name': {
    why: everything,
    next: 'Use letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends.',
  },
  'missing-version': {
    why: everything,
    next: 'Add `version` to `[project]`, or name it in `dynamic` if the build backend finds it.',
  },
  'duplicate-group': {
    why: everything,
    next: 'Merge the two groups: `-`, `_`, `.` and capitals make no difference.',
  },
  'duplicate-extra': {
    why: everything,
    next: 'Merge the two extras: `-`, `_`, `.` and capitals make no difference.',
  },
  'invalid-index': {
    why: everything,
    next: 'Give each index a name of its own, and only one `default = true`.',
  },
  'unknown-workspace-key': {
    why: 'uv refuses the workspace at a key that it does not know there.',
    next: 'Remove the key: `[tool.uv.workspace]` has only `members` and `exclude`.',
  },
  'invalid-pattern': {
    why: 'uv refuses the workspace when one pattern cannot be read.',
    next: 'Use `*` and `?` within a directory name, `**` alone between slashes, and `[…]` with its closing bracket.',
  },
  'editable-conflict': {
    why: 'uv installs a member in one way only and refuses to choose.',
    next: 'Say the same `editable` for the member in every source.',
  },
  'invalid-requires-python': {
    why: everything,
    next: 'Write a list of version specifiers, such as `>=3.12`.',
  },
  'requires-python-conflict': {
    why: 'No Python satisfies every member, so uv resolves nothing.',
    next: 'Change one of the bounds.',
  },
  'invalid-groups': {
    why: 'uv reads all dependency groups before it does anything, and refuses the project when one cannot be followed.',
    next: 'Add the group that is missing, or take the `include-group` out.',
  },
  'missing-default-group': {
    why: 'Each `uv sync` and `uv run` in this project asks for its default groups and fails without them.',
    next: 'Add the group to `[dependency-groups]`, or take it out of `default-groups`.',
  },
  'invalid-conflicts': {
    why: everything,
    next: 'Name at least two entries in a set, each with `extra` or `group`, and with `package` where the root is no project.',
  },
  'overlapping-environments': {
    why: 'uv resolves each environment by itself, so it refuses environments that hold at the same time.',
    next: 'Make the markers exclude each other, or join them with `or`.',
  },
  'invalid-source': {
    why: 'uv cannot tell where to take the package from, and refuses the project.',
    next: 'Correct the source, or remove it to take the package from the index.',
  },
  'undeclared-index': {
    why: 'uv takes the package from the index of that name and refuses the project where nothing declares one.',
    next: 'Declare it with `[[tool.uv.index]]` at the root, or correct the name.',
  },
}
