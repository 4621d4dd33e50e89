import type { Trouble, TroubleId } from '../../text/trouble.ts'
import type { Report } from '../report.ts'
import { artifact, physicalLocation } from './locations.ts'

/** Something that kept the program from judging everything. */
export interface Notification {
  readonly descriptor: { readonly id: NotificationId }
  readonly level: 'warning'
  readonly message: { readonly text: string }
  readonly locations?: readonly unknown[]
}

type NotificationId = TroubleId | 'too-many-results'

const meanings: Readonly<Record<NotificationId, string>> = {
  'unreadable-file': 'A file could not be read, so nothing in it was checked.',
  'not-text': 'A file is not UTF-8 text, so nothing in it was checked.',
  'syntax-error': 'A part of a file could not be parsed, so it was not checked.',
  'too-deep': 'A part of a file is nested too deeply, so it was not checked.',
  'internal-error': 'A bug in policy-check kept a part of the check from being made.',
  'not-fixed': 'A fix was taken back, because the file would not parse after it.',
  'too-many-results': 'There are more findings than a SARIF reader takes, so some are left out.',
}

/** A trouble as a notification, at its place. */
export function troubleNotification(report: Report, trouble: Trouble): Notification {
  const { id, message, path, span } = trouble
  const location = span ? physicalLocation(report, trouble) : { artifactLocation: artifact(report, path) }
  return {
    descriptor: { id },
    level: 'warning',
    message: { text: message },
    locations: [{ physicalLocation: location }],
  }
}

/** A limit that is reached is said, never cut silently. */
export function leftOut(number: number, limit: number): Notification[] {
  if (number <= 0) return []
  const text = `${number} findings are left out: GitHub takes at most ${limit} results.`
  return [{ descriptor: { id: 'too-many-results' }, level: 'warning', message: { text } }]
}

/** Descriptors of the notifications that are there; GitHub wants all three texts. */
export function descriptorsOf(notifications: readonly Notification[]) {
  const ids = new Set(notifications.map(({ descriptor }) => descriptor.id))
  return [...ids].map((id) => {
    const text = { text: meanings[id] }
    return { id, shortDescription: text, fullDescription: text, help: text }
  })
}
