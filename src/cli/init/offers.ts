import { join } from 'node:path'
import type { CheckResult } from '../../check.ts'
import type { LoadedConfig } from '../../config/config.ts'
import { exists } from '../../discover/open-file.ts'
import { readFile } from '../../discover/read-file.ts'
import type { Change } from '../../fix/fix.ts'
import { skillFacts } from '../../settle/skill/skill-facts.ts'
import { type SkillOptions, skillState } from '../../settle/skill/skill-in-step.ts'
import { allRules } from '../all-rules.ts'
import type { Opened } from '../open-repository.ts'
import { repository, version } from '../program-version.ts'
import { editedDocuments } from '../skill-command.ts'
import { preCommitPath, withHook } from './pre-commit-entry.ts'
import type { Subject } from './survey.ts'

/** Something beside the configuration that can be written. */
export interface Offer {
  readonly question: string
  /** What is written where this configuration is in force. */
  change(result: CheckResult, config: LoadedConfig): Change
  /** What the person does after it is written. */
  readonly next: string
}

/** What can be offered here. What is there already, or could not be written with certainty, is not. */
export function offersFor({ root, opened, seen }: Subject): readonly Offer[] {
  const offers = [hookOffer(root), skillOffer(opened, seen.result)]
  return offers.filter((offer) => offer !== null)
}

function skillOffer({ discovery, config }: Opened, result: CheckResult): Offer | null {
  const { projects, shell } = skillFacts(result.repository, config, allRules)
  if (projects.length === 0 && shell === null) return null
  const change = (now: CheckResult, set: LoadedConfig) => {
    const options = set.settingsOf('skill-in-step').options('') as unknown as SkillOptions
    const { changes } = skillState([now.repository, set, allRules], options)
    const [edited] = editedDocuments(changes, discovery.sources)
    return edited
  }
  const first = change(result, config)
  if (!first) return null
  return {
    question: `Tell agents and people in ${first.path} what is enforced?`,
    change: (now, set) => change(now, set) ?? first,
    next: `\`policy-check skill --write\` keeps ${first.path} in step.`,
  }
}

function hookOffer(root: string): Offer | null {
  const read = readFile(root, preCommitPath)
  if (read && !('file' in read)) return null
  const before = read?.file.text ?? null
  const own = 'node_modules/.bin/policy-check'
  const entry = exists(join(root, own)) ? own : 'policy-check'
  const after = withHook(before, { repository, version, entry })
  if (after === null) return null
  return {
    question: `Check each commit, by a hook in ${preCommitPath}?`,
    change: () => ({ path: preCommitPath, before, after }),
    next: '`pre-commit install` has the hook run at each commit.',
  }
}
