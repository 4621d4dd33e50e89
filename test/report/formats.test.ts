import { expect, it } from 'vitest'
import { concise } from '../../src/report/concise.ts'
import { github } from '../../src/report/github.ts'
import { json, jsonl } from '../../src/report/json.ts'
import { clean, plain, sample } from './sample.ts'

it('concise: a line for each finding and trouble, nothing when clean', async () => {
  await expect(concise.render(sample, plain)).toMatchFileSnapshot('snapshots/concise.txt')
  expect(concise.render(clean, plain)).toBe('')
})

it('json: the whole report as one object', async () => {
  await expect(json.render(sample, plain)).toMatchFileSnapshot('snapshots/report.json')
  expect(JSON.parse(json.render(clean, plain))).toEqual({
    version: 1,
    root: '.',
    findings: [],
    troubles: [],
    skipped: [],
    summary: clean.summary,
  })
})

it('jsonl: the same objects, one a line, and the summary last', () => {
  const objects = jsonl
    .render(sample, plain)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const whole = JSON.parse(json.render(sample, plain))
  const ofType = (type: string) =>
    objects.filter((object) => object.type === type).map(({ type: _, ...others }) => others)
  expect(ofType('finding')).toEqual(whole.findings)
  expect(ofType('trouble')).toEqual(whole.troubles)
  expect(ofType('skipped')).toEqual(whole.skipped)
  expect(objects.at(-1)).toEqual({ type: 'summary', version: 1, ...whole.summary })
})

it('github: annotations, escaped as workflow commands are', async () => {
  await expect(github.render(sample, plain)).toMatchFileSnapshot('snapshots/github.txt')
  expect(github.render(clean, plain)).toBe('')
})
