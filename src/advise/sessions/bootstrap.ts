import type { SessionCommand } from '../../model/environments/session.ts'
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
  const image = session.kind === 'stage' ? usedUvImage(facts.documents) : null
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

/** Whether nothing but uv is installed. */
export function isBootstrap({ lines }: Unit): boolean {
  return (
    lines.length > 0 &&
    lines.every(
      ({ item: { use } }) => use?.names.length === 1 && use.names[0] === 'uv' && use.operands.length === 1,
    )
  )
}
