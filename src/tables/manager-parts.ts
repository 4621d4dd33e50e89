/**
 * What managers are made of (`Requires-Dist` of hatch 1.14, poetry 2.1, pdm 2.22 and pipenv 2024.4 on PyPI): installed beside one
 * of them, they are held at a version for it. Renew: read `Requires-Dist` of a newer release.
 */
export const madeOf: Readonly<Record<string, readonly string[] | undefined>> = {
  hatch: ['click', 'hatchling', 'httpx', 'keyring', 'pexpect', 'rich', 'tomlkit', 'userpath', 'virtualenv'],
  poetry: ['cleo', 'dulwich', 'keyring', 'poetry-core', 'poetry-plugin-export', 'tomlkit', 'virtualenv'],
  pdm: ['dep-logic', 'findpython', 'resolvelib', 'tomlkit', 'unearth', 'virtualenv'],
  pipenv: ['virtualenv', 'certifi'],
}
