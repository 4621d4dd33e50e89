/** An operator between two expressions, as the grammar ranks it. */
export interface Operator {
  readonly sign: string
  /** What binds more tightly ranks higher. */
  readonly rank: number
  /** The lowest rank that its right operand may have. */
  readonly right: number
}

const toTheLeft = (sign: string, rank: number): Operator => ({ sign, rank, right: rank + 1 })
const toTheRight = (sign: string, rank: number): Operator => ({ sign, rank, right: rank })

/** By their first character, longer signs first. */
const operators: Readonly<Record<string, readonly Operator[]>> = {
  '-': [toTheRight('->', 1), toTheLeft('-', 8)],
  '|': [toTheLeft('||', 2)],
  '&': [toTheLeft('&&', 3)],
  '=': [toTheLeft('==', 4)],
  '!': [toTheLeft('!=', 4)],
  '<': [toTheLeft('<=', 5), toTheLeft('<', 5)],
  '>': [toTheLeft('>=', 5), toTheLeft('>', 5)],
  '/': [toTheRight('//', 6), toTheLeft('/', 9)],
  '+': [toTheRight('++', 10), toTheLeft('+', 8)],
  '*': [toTheLeft('*', 9)],
}

/** Ranks of what is no operator between two expressions: `a ? b`, and the operands of `!a` and `-a`. */
export const rankOfHas = 11
export const rankOfNot = 7
export const rankOfMinus = 12

/** The operator that starts with this character at an offset. */
export function operatorAt(text: string, offset: number, character: string): Operator | undefined {
  return operators[character]?.find(({ sign }) => text.startsWith(sign, offset))
}
