import { expect, it } from 'vitest'
import { concise } from '../../src/report/concise.ts'
import { github } from '../../src/report/github.ts'
import { gitlab } from '../../src/report/gitlab.ts'
import { html } from '../../src/report/html.ts'
import { json, jsonl } from '../../src/report/json.ts'
import { junit } from '../../src/report/junit.ts'
import { markdown } from '../../src/report/markdown.ts'
import { reporters } from '../../src/report/reporters.ts'
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

it('gitlab: issues with fingerprints of their own', async () => {
  const text = gitlab.render(sample, plain)
  await expect(text).toMatchFileSnapshot('snapshots/gitlab.json')
  const prints = JSON.parse(text).map(({ fingerprint }: { fingerprint: string }) => fingerprint)
  expect(new Set(prints).size).toBe(sample.findings.length + sample.troubles.length)
  expect(JSON.parse(gitlab.render(clean, plain))).toEqual([])
})

it('junit: a suite for each file, one passed case when clean', async () => {
  await expect(junit.render(sample, plain)).toMatchFileSnapshot('snapshots/junit.xml')
  expect(junit.render(clean, plain)).toContain('<testcase name="no findings"')
})

it('markdown: a table in which hostile text stays text', async () => {
  await expect(markdown.render(sample, plain)).toMatchFileSnapshot('snapshots/report.md')
  expect(markdown.render(clean, plain)).toBe('## policy-check\n\n**No findings**, 1 file checked.\n')
})

it('html: one page without scripts', async () => {
  const page = html.render(sample, plain)
  await expect(page).toMatchFileSnapshot('snapshots/report.html')
  expect(page).not.toMatch(/<script|<b>fill|https?:/)
})

it.each(reporters.map((reporter) => [reporter.name, reporter] as const))(
  '%s: equal input gives equal bytes',
  (_, reporter) => {
    const text = reporter.render(sample, plain)
    expect(reporter.render(sample, plain)).toBe(text)
    expect(text === '' || text.endsWith('\n')).toBe(true)
  },
)
