import { describe, expect, it } from 'vitest'
import { type Step, steps } from '../support/replay-changes.ts'
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

  it('is replayed where a file changes that says nothing, or a file changes in nothing that counts', () => {
    const repository = new ChangingRepository()
    const played = 'evio/scripts/play_dat.py'
    repository.write('bin/tool', 'no script\n')
    repository.write('evio/alone.py', 'print("one")\n')
    repository.git('add', '-A')
    repository.run(['--quiet'])
    const [[name = '', text = ''] = []] = repository.records()
    repository.writeRecord(name, JSON.stringify({ ...JSON.parse(text), output: 'from the record\n' }))
    const quiet: Step[] = [
      ['the body of a Python file changes', (r) => r.write(played, `${r.read(played)}print("other")\n`)],
      ['a Python file that imports nothing changes', (r) => r.write('evio/alone.py', 'print("other")\n')],
      ['a file without an ending changes', (r) => r.write('bin/tool', 'still no script\n')],
      ['they are staged', (r) => r.git('add', '-A')],
      ['a file is written as it was', (r) => r.write('flake.nix', r.read('flake.nix'))],
      ['a branch is begun', (r) => r.git('checkout', '-qb', 'other')],
    ]
    for (const [what, change] of quiet) {
      change(repository)
      expect(repository.run(['--quiet']).output, what).toBe('from the record\n')
    }
    // The history says what became of files that are missing, so a new commit counts.
    repository.git('commit', '-qm', 'A change')
    expect(repository.run(['--quiet'])).toEqual(repository.run(['--quiet'], false))
    for (const code of ['import fan_bbox\n', '# /// script\n# dependencies = []\n# ///\n']) {
      repository.write(played, code)
      expect(repository.run(['--quiet'])).toEqual(repository.run(['--quiet'], false))
    }
  })

  it('reads many files that were young when it was recorded only once more', async () => {
    const repository = new ChangingRepository()
    for (let at = 0; at < 60; at++) repository.write(`docs/page-${at}.md`, `# Page ${at}\n`)
    const first = repository.run(['--quiet'])
    const young = () => [...repository.records().values()].join('').split(',1]').length - 1
    expect(young()).toBeGreaterThan(60)
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect(repository.run(['--quiet'])).toEqual(first)
    expect(young()).toBe(0)
    repository.replaceUnseen('docs/page-7.md', 'Page', 'Site')
    repository.write('docs/page-8.md', '```sh\npip install x\n```\n')
    expect(repository.run(['--quiet'])).toEqual(repository.run(['--quiet'], false))
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
