import type { Place } from '../../text/span.ts'
import { contains } from '../../text/span.ts'
import type { Value } from './value.ts'

/** Whether a function makes the configuration of a machine or a home, whose packages are no part of the project. */
export function isConfiguration(fn: Value): boolean {
  const name = fn.kind === 'unknown' ? fn.name : fn.kind === 'input' ? fn.path.at(-1) : undefined
  return (
    name !== undefined &&
    /^(nixosSystem|darwinSystem|homeManagerConfiguration|evalModules|eval-config)$/.test(name)
  )
}

/** The application when it holds the source, else the source. */
export function widened(source: Place, at: Place): Place {
  return at.path === source.path && contains(at.span, source.span) ? at : source
}
