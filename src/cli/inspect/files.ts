import { languageOf } from '../../parse/language.ts'
import { byCodeUnits } from '../../text/order.ts'
import { isWithin } from '../choose-root.ts'
import { type Inspection, shownAs } from './inspection.ts'

/** Every file that is read, with its language, and every one that was left out, with the reason. */
export function inspectFiles({ discovery, format, within }: Inspection): string {
  const read = discovery.sources.map((file) => ({ path: file.path, language: languageOf(file) }))
  const skipped = discovery.skipped.map(({ path = '', reason }) => ({ path, skipped: reason }))
  const troubled = discovery.troubles.map(({ path, message }) => ({ path, trouble: message }))
  const items = [...read, ...skipped, ...troubled].filter(({ path }) => isWithin(path, within))
  items.sort((a, b) => byCodeUnits(a.path, b.path))
  return shownAs(format, items, (item) => {
    if ('language' in item) return `${item.path}  ${item.language}`
    return 'skipped' in item
      ? `${item.path}  skipped: ${item.skipped}`
      : `${item.path}  trouble: ${item.trouble}`
  })
}
