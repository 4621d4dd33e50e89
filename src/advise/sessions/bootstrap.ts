import type { SessionCommand } from '../../model/environments/session.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { uvImage } from '../../tables/actions.ts'
import type { Cure } from './cure.ts'
import type { PlanFacts } from './draft.ts'
import { usedUvImage } from './image.ts'
import { takeUv } from './packages.ts'
import { removals } from './removals.ts'
import type { Unit } from './unit.ts'

/** A bootstrap of uv by pip works: it is told, and does not fail a check. */
export function bootstrapCure(
  lines: readonly SessionCommand[],
  { lines: decided, session }: Unit,
  facts: PlanFacts,
): Cure {
  const [first] = decided
  const pinned = decided.flatMap(({ item: { use } }) => use?.operands ?? []).find(({ text }) => text !== 'uv')
  const image = session.kind === 'stage' ? imageOf(pinned, facts) : null
  const next = image
    ? `Copy uv into the image: \`COPY --from=${image} /uv /uvx /bin/\`.`
    : first
      ? takeUv(first.place)
      : ''
  const edits =
    image && first && lines.length === 1
      ? removals(first.item.command.script, [first.item.command], first.place.source)
      : null
  const [edit] = edits ?? []
  const whole =
    edit && edits?.length === 1 && first?.place.source.slice(edit.span.start, edit.span.end).startsWith('RUN')
  const fix = whole &&
    first && {
      title: 'Copy uv into the image',
      safety: 'unsafe' as const,
      because: 'uv then lies in `/bin`, and no Python package of that name is there',
      edits: [
        { path: first.item.command.path, span: edit.span, text: `COPY --from=${image} /uv /uvx /bin/\n` },
      ],
    }
  return { lines, beside: [], next, severity: 'warning', ...(fix && { fix }) }
}

/** The image that brings uv: in the version that is installed, or as the repository uses it; null where neither is told. */
function imageOf(pinned: CommandWord | undefined, { documents }: PlanFacts): string | null {
  if (pinned === undefined) return usedUvImage(documents)
  const version = /^uv==(\d+\.\d+\.\d+)$/.exec(pinned.text ?? '')?.[1]
  return version === undefined ? null : `${uvImage}:${version}`
}

/** Whether nothing but uv is installed. */
export function isBootstrap({ lines }: Pick<Unit, 'lines'>): boolean {
  return (
    lines.length > 0 &&
    lines.every(
      ({ item: { use } }) => use?.names.length === 1 && use.names[0] === 'uv' && use.operands.length === 1,
    )
  )
}
