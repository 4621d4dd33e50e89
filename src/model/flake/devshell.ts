import type { Arrival, Owner, Sinks } from './arrival.ts'
import { leaveOpen, programOfText } from './arrival.ts'
import { readHook } from './hooks.ts'
import { type Attributes, type Element, optionsOf, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/**
 * The options of numtide's devshell beside `packages`: `devshell.packages`, `devshell.packagesFrom`, `commands`, `env` as
 * a list, and the code of `devshell.startup` and `devshell.interactive` (numtide/devshell: `modules/devshell.nix`,
 * `modules/commands.nix`, `modules/env.nix`).
 */
export function judgeDevshell(reader: Sinks, options: Attributes, owner: Owner): void {
  const { shell } = owner
  const arrivalAt = (attribute: string, place: Arrival['sink']['place']): Arrival => ({
    sink: { attribute, owner: owner.label, place },
    shell,
  })
  for (const [name, { thunk, place }] of options.entries) {
    const value = thunk.force()
    if (name === 'imports') {
      leaveOpen(shell, 'packages', place)
      leaveOpen(shell, 'hook', place)
    } else if (name === 'commands') judgeCommands(reader, value, owner, arrivalAt(name, place))
    else if (name === 'env') judgeVariables(reader, value, owner)
    else if (name === 'devshell') judgeOwn(reader, attributesOf(value), owner, arrivalAt)
  }
}

function judgeOwn(
  reader: Sinks,
  options: Attributes,
  owner: Owner,
  arrivalAt: (attribute: string, place: Arrival['sink']['place']) => Arrival,
): void {
  for (const [name, { thunk, place }] of options.entries) {
    const value = thunk.force()
    const attribute = `devshell.${name}`
    if (name === 'packages') reader.packages(value, arrivalAt(attribute, place), owner)
    else if (name === 'packagesFrom') reader.inputsFrom(value, owner, arrivalAt(attribute, place))
    else if (name === 'startup' || name === 'interactive') {
      for (const [entry, startup] of attributesOf(value).entries) {
        const text = attributesOf(startup.thunk.force()).entries.get('text')
        if (!text || !owner.shell) continue
        const arrival = arrivalAt(`${attribute}.${entry}.text`, text.place)
        for (const option of optionsOf(text.thunk.force())) {
          readHook(reader.evaluator.state.documents, arrival.sink.attribute, option, arrival, owner.shell)
        }
      }
    }
  }
}

/** `commands = [ { package = …; command = "…"; name = "…"; } ]` */
function judgeCommands(reader: Sinks, value: Value, owner: Owner, arrival: Arrival): void {
  for (const { thunk, place } of reader.judgeable(value)) {
    const { entries } = attributesOf(thunk.force())
    const found = entries.get('package')
    if (found) {
      const element: Element = { thunk: found.thunk, place: found.place, removable: false, via: [] }
      reader.packages({ kind: 'list', elements: [element], open: false }, arrival, owner)
    }
    const name = entries.get('name')?.thunk.force()
    const command = entries.get('command')?.thunk.force()
    if (name?.kind === 'text' && name.text !== null && command?.kind === 'text') {
      owner.shell?.programs.push(programOfText(name.text, command, place))
      reader.script('command', command, { ...owner, shell: null }, arrival)
    }
  }
}

/** `env = [ { name = "UV_PYTHON"; value = "…"; } ]` */
function judgeVariables(reader: Sinks, value: Value, owner: Owner): void {
  for (const { thunk, place } of reader.judgeable(value)) {
    const { entries } = attributesOf(thunk.force())
    const name = entries.get('name')?.thunk.force()
    const text = entries.get('value')?.thunk.force()
    if (name?.kind !== 'text' || name.text === null || text?.kind !== 'text') continue
    const sink = { attribute: name.text, owner: owner.label, place }
    reader.script(name.text, text, owner, { sink, shell: owner.shell })
  }
}
