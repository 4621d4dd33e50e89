import { printableLines } from '../../report/terminal/cells.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import { type FailOn, isFailing } from '../severity.ts'
import type { AgentEvent } from './agent-event.ts'
import type { Verdict } from './judge-event.ts'

/** How strictly an agent is held. */
export interface Strictness {
  /** The severity from which on something is refused. */
  readonly failOn: FailOn
  /** Whether a person is asked about warnings; otherwise the agent is told. */
  readonly asks: boolean
}

/** What goes out, and the exit code: 2 refuses, with the reason on standard error. */
export interface Answer {
  readonly output?: object
  readonly errors?: string
  readonly code: 0 | 2
}

const silence: Answer = { code: 0 }

/** As many findings are told at once. */
const most = 6

/** Answers an event in the protocol of its agent. */
export function answerTo(event: AgentEvent, verdict: Verdict, { failOn, asks }: Strictness): Answer {
  const refused = verdict.findings.filter(({ severity }) => isFailing(severity, failOn))
  const doubted = verdict.findings.filter(({ severity }) => severity !== 'note')
  switch (event.kind) {
    case 'command':
      if (refused.length > 0) return refuse(event, told('This command is refused', refused, event, verdict))
      if (doubted.length === 0) return silence
      return doubt(event, told('This command goes against', doubted, event, verdict), asks)
    case 'edit':
      return refused.length > 0
        ? refuse(event, told('This edit is refused', refused, event, verdict))
        : silence
    case 'edited': {
      const found = [...refused, ...doubted.filter((finding) => !refused.includes(finding))]
      return found.length > 0
        ? tell(event, told('What was written goes against', found, event, verdict))
        : silence
    }
    case 'stop':
      return refused.length > 0
        ? sendBack(event, told('Not done yet: the changes go against', refused, event, verdict))
        : silence
  }
}

/** Nothing is done; the agent reads why. */
function refuse({ agent }: AgentEvent, text: string): Answer {
  if (agent !== 'cursor') return { errors: text, code: 2 }
  return { output: { permission: 'deny', user_message: text, agent_message: text }, code: 0 }
}

/** It may be done: a person decides where the agent can ask one, else the agent reads what was said. */
function doubt({ agent, name }: AgentEvent, text: string, asks: boolean): Answer {
  switch (agent) {
    case 'claude':
      return {
        output: {
          hookSpecificOutput: {
            hookEventName: name,
            ...(asks
              ? { permissionDecision: 'ask', permissionDecisionReason: text }
              : { additionalContext: text }),
          },
        },
        code: 0,
      }
    case 'codex':
      return { output: { hookSpecificOutput: { hookEventName: name, additionalContext: text } }, code: 0 }
    case 'gemini':
      return { output: { systemMessage: text }, code: 0 }
    case 'cursor':
      return asks
        ? { output: { permission: 'ask', user_message: text, agent_message: text }, code: 0 }
        : silence
  }
}

/** It is done, and the agent reads what is wrong with it. */
function tell({ agent, name }: AgentEvent, text: string): Answer {
  // Exit code 2 would hide the result of the tool from Gemini.
  if (agent !== 'gemini') return { errors: text, code: 2 }
  return { output: { hookSpecificOutput: { hookEventName: name, additionalContext: text } }, code: 0 }
}

/** The agent goes on working. */
function sendBack({ agent }: AgentEvent, text: string): Answer {
  return agent === 'cursor' ? { output: { followup_message: text }, code: 0 } : { errors: text, code: 2 }
}

function told(
  lead: string,
  findings: readonly ReportedFinding[],
  event: AgentEvent,
  { root }: Verdict,
): string {
  const shown = findings.slice(0, most)
  const blocks = shown.map((finding) => {
    const place = event.kind === 'command' ? '' : `${finding.path}: `
    return `${place}${finding.message} ${finding.next}\n  Why (${finding.rule}): ${finding.why}`
  })
  if (findings.length > most) blocks.push(`${findings.length - most} more: run \`policy-check\`.`)
  const goes = lead.endsWith('against')
    ? `${lead} the policy of this repository.`
    : `${lead} by the policy of this repository.`
  const moved = findings.some(({ rule }) => rule === 'run-from-root')
  const home = event.kind === 'command' && moved ? [`The root is ${root}.`] : []
  return `${printableLines([`policy-check: ${goes}`, ...blocks, ...home].join('\n'))}\n`
}
