import { groundsIn } from '../../model/build-repository.ts'
import { languageOf } from '../../parse/language.ts'
import { byCodeUnits } from '../../text/order.ts'
import { isWithin } from '../choose-root.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/**
 * Every file that is read, with its language and, on foreign ground, why it is silent; and every one that was left out,
 * with the reason.
 */
export async function inspectFiles({ discovery, format, within }: Inspection): Promise<string> {
  const grounds = groundsIn(await modelOf(discovery))
  const read = discovery.sources.map((file) => {
    const ground = grounds.of(file.path)
    const foreign = ground && { foreign: ground.kind, because: ground.reason }
    return { path: file.path, language: languageOf(file), ...foreign }
  })
  const skipped = discovery.skipped.map(({ path = '', reason }) => ({ path, skipped: reason }))
  const troubled = discovery.troubles.map(({ path, message }) => ({ path, trouble: message }))
  const items = [...read, ...skipped, ...troubled].filter(({ path }) => isWithin(path, within))
  items.sort((a, b) => byCodeUnits(a.path, b.path))
  return shownAs(format, items, (item) => {
    if ('language' in item) {
      const silent = 'because' in item && item.because ? `  silent: ${item.because}` : ''
      return `${item.path}  ${item.language}${silent}`
    }
    return 'skipped' in item
      ? `${item.path}  skipped: ${item.skipped}`
      : `${item.path}  trouble: ${item.trouble}`
  })
}
