import rules from '../../rules/index.ts'
import type { AnyRule } from '../rule/rule.ts'
import { engineRules } from '../settle/engine-rules.ts'

/** Every rule that can be configured and explained: the policies, and those on suppressions, baseline and configuration. */
export const allRules: readonly AnyRule[] = [...rules, ...engineRules]
