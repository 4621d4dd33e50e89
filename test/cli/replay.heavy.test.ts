import { describe, expect, it } from 'vitest'
import { steps } from '../support/replay-changes.ts'
import { ChangingRepository } from '../support/replay-steps.ts'

describe('a run that is replayed', { timeout: 120_000 }, () => {
  it('prints what a whole run prints, after a change', () => {
    const repository = new ChangingRepository()
    for (const [what, change] of steps.slice(0, 5)) {
      change(repository)
      const recorded = repository.run(['--format', 'json'])
      expect(recorded, what).toEqual(repository.run(['--format', 'json'], false))
      expect(repository.run(['--format', 'json']), what).toEqual(recorded)
    }
  })

  it('is replayed, and not run again', () => {
    const repository = new ChangingRepository()
    repository.run(['--quiet'])
    const [[name = '', text = ''] = []] = repository.records()
    const record = JSON.parse(text)
    repository.writeRecord(name, JSON.stringify({ ...record, output: 'from the record\n' }))
    expect(repository.run(['--quiet']).output).toBe('from the record\n')
  })

  it('takes no notice of a damaged record', () => {
    const repository = new ChangingRepository()
    const whole = repository.run([])
    for (const damaged of ['', '{', '[]', '{"sights":1}']) {
      for (const name of repository.records().keys()) repository.writeRecord(name, damaged)
      expect(repository.run([]), damaged).toEqual(whole)
    }
  })

  it('keeps no record of a run that does more than check and print', () => {
    const repository = new ChangingRepository()
    for (const args of [
      ['--diff'],
      ['--no-cache'],
      ['--format', 'json=out.json'],
      ['--version'],
      ['--fix'],
    ]) {
      repository.run(args)
      expect([...repository.records()], args.join(' ')).toEqual([])
    }
  })

  it('tells the index from the disk', () => {
    const repository = new ChangingRepository()
    repository.write('a.sh', 'pip install z\n')
    for (let round = 0; round < 2; round++) {
      const whole = repository.run(['--staged'], false)
      expect(repository.run(['--staged'])).toEqual(whole)
      expect(repository.run(['--staged'])).toEqual(whole)
      repository.git('add', 'a.sh')
    }
  })
})
