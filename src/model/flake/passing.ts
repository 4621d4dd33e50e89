import type { Binding, Value } from './value.ts'

/** The value as seen after it passed a binding, so that a finding can name the way. */
export function passing(value: Value, binding: Binding): Value {
  switch (value.kind) {
    case 'interpreter':
    case 'python-package':
    case 'python-environment':
    case 'application':
    case 'derivation':
      return value.via.length > 6 ? value : { ...value, via: [...value.via, binding] }
    case 'list':
      return {
        ...value,
        elements: value.elements.map((element) =>
          element.via.length > 6 ? element : { ...element, via: [...element.via, binding] },
        ),
      }
    case 'either':
      return { kind: 'either', options: value.options.map((option) => passing(option, binding)) }
    default:
      return value
  }
}
