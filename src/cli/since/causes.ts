import type { MovedPaths, Rename } from '../../discover/renames.ts'
import { Absent } from '../../model/absent.ts'
import type { Member } from '../../model/projects/workspace.ts'
import type { Repository } from '../../model/repository.ts'
import { offeredTasks } from '../../model/targets/offered-tasks.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import { nameOf } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'

/** Something that a change did and that may break what others say. */
export interface Cause {
  /** A sentence that begins with "This change". */
  readonly message: string
  readonly place: Place
  /** Names by which a finding speaks of it. */
  readonly names: readonly string[]
  /** Rules that speak of it without a name. */
  readonly rules?: readonly string[]
  readonly rename?: Rename
}

const start = { start: 0, end: 0 }

/** What a change did, as far as others can lean on it. */
export function causesOf(before: Repository, after: Repository, moved: MovedPaths): readonly Cause[] {
  return [...pathCauses(moved), ...memberCauses(before, after), ...nameCauses(before, after)]
}

/** The first cause that a finding speaks of. */
export function causeOf(
  finding: ReportedFinding,
  words: string,
  causes: readonly Cause[],
): Cause | undefined {
  const said = `${finding.message}\n${words}`
  return causes.find(
    ({ names, rules }) => rules?.includes(finding.rule) || names.some((name) => speaksOf(said, name)),
  )
}

function speaksOf(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const isWord = (character: string | undefined) => character !== undefined && /[\w-]/.test(character)
    if (!isWord(text[at - 1]) && !isWord(text[at + name.length])) return true
  }
  return false
}

function pathCauses({ renamed, removed }: MovedPaths): Cause[] {
  return [
    ...renamed.map((rename) => ({
      message: `This change renamed \`${rename.from}\` to \`${rename.to}\`.`,
      place: { path: rename.to, span: start },
      names: [rename.from, nameOf(rename.from)],
      rename,
    })),
    ...removed.map((path) => ({
      message: `This change removed \`${path}\`.`,
      place: { path, span: start },
      names: [path, nameOf(path)],
    })),
  ]
}

function membersOf(repository: Repository): ReadonlyMap<string, Member> {
  const projects = repository.fact('projects')
  if (projects instanceof Absent) return new Map()
  return new Map(
    projects.roots.flatMap(({ members }) => members.map((member) => [member.name, member] as const)),
  )
}

function memberCauses(before: Repository, after: Repository): Cause[] {
  const [then, now] = [membersOf(before), membersOf(after)]
  return [...then].flatMap(([name, old]): Cause[] => {
    const same = now.get(name)
    if (!same) {
      const heir = [...now.values()].find(
        ({ directory, name: other }) => directory === old.directory && !then.has(other),
      )
      const place = { path: heir?.manifest ?? old.manifest, span: heir?.nameSpan ?? start }
      const message = heir
        ? `This change renamed the member \`${name}\` to \`${heir.name}\`.`
        : `This change removed the member \`${name}\`.`
      return [{ message, place, names: [name] }]
    }
    return [...requirementCauses(old, same), ...selectionCauses(old, same)]
  })
}

function requirementCauses(old: Member, now: Member): Cause[] {
  const [was, is] = [old.requiresPython?.text, now.requiresPython?.text]
  if (was === is || is === undefined) return []
  return [
    {
      message: `This change set \`requires-python\` of \`${now.name}\` to \`${is}\`${was === undefined ? '' : `; it was \`${was}\``}.`,
      place: { path: now.manifest, span: now.requiresPython?.span ?? start },
      names: [],
      rules: ['python-version-agrees', 'requires-python-agrees', 'flake-provides-tools'],
    },
  ]
}

function selectionCauses(old: Member, now: Member): Cause[] {
  const gone = (kind: string, was: readonly string[], is: readonly string[]) =>
    was
      .filter((name) => !is.includes(name))
      .map((name) => ({
        message: `This change removed the ${kind} \`${name}\` of \`${now.name}\`.`,
        place: { path: now.manifest, span: now.nameSpan },
        names: [name],
      }))
  return [...gone('extra', old.extras, now.extras), ...gone('group', old.groups, now.groups)]
}

/** Aliases, programs, console scripts and tasks that are gone. */
function nameCauses(before: Repository, after: Repository): Cause[] {
  const [then, now] = [before.fact('commands'), after.fact('commands')]
  const defined =
    then instanceof Absent || now instanceof Absent
      ? []
      : then.names.flatMap((name) => {
          const [definition] = then.definitions(name)
          return definition && now.definitions(name).length === 0
            ? [
                {
                  message: `This change removed \`${name}\`, one of the ${definition.origin}.`,
                  place: { path: definition.place.path, span: start },
                  names: [name],
                },
              ]
            : []
        })
  return [...defined, ...taskCauses(before, after)]
}

function taskCauses(before: Repository, after: Repository): Cause[] {
  const tasksIn = (repository: Repository) => {
    const documents = repository.fact('documents')
    return documents instanceof Absent ? [] : offeredTasks(documents)
  }
  const now = tasksIn(after)
  return tasksIn(before).flatMap(({ call, names, path }) => {
    const left = now.find((one) => one.call === call)?.names ?? []
    return names
      .filter((name) => !left.includes(name))
      .map((name) => ({
        message: `This change removed \`${call} ${name}\`.`,
        place: { path, span: start },
        names: [name],
      }))
  })
}
