import { describe, expect, test } from 'vitest'
import { rangesOf, writeRanges } from '../../../src/model/python/release-ranges.ts'
import { readRequirement } from '../../../src/model/python/requirement-text.ts'
import {
  readSpecifiers,
  readSpecifiersLeniently,
  sameSpecifiers,
  writeSpecifiers,
} from '../../../src/model/python/specifiers.ts'
import { compareVersions, readVersion } from '../../../src/model/python/version.ts'

describe('versions', () => {
  test.each([
    ['1.0', '1.0'],
    ['v1.0RC1', '1.0rc1'],
    ['1!2.0-1', '1!2.0.post1'],
    ['1.0alpha', '1.0a0'],
    ['1.0+Ubuntu-1', '1.0+ubuntu.1'],
    [' 1.0 ', '1.0'],
  ])('%j is %s', (text, expected) => {
    expect(readVersion(text)?.text).toBe(expected)
  })

  test.each(['1.0.*', 'x', '', '99999999999999999999.1'])('%j is none', (text) => {
    expect(readVersion(text)).toBeNull()
  })

  test('order', () => {
    const sorted = [
      '1.0.dev1',
      '1.0a1.dev1',
      '1.0a1',
      '1.0',
      '1.0+a',
      '1.0+a.9',
      '1.0+a.10',
      '1.0.post1',
      '1!0.1',
    ]
    const versions = sorted.map((text) => readVersion(text)).filter((version) => version !== null)
    expect([...versions].reverse().sort(compareVersions)).toEqual(versions)
  })
})

describe('specifiers', () => {
  test.each([
    ['<2, >=1.0', '>=1.0,<2'],
    ['<=1,>=1', '<=1,>=1'],
    ['==1.*', '==1.*'],
    ['===1.0', '===1.0'],
    ['~=1.4.5a4', '~=1.4.5a4'],
    ['!=1.5.*,>1', '>1,!=1.5.*'],
    ['', ''],
  ])('%j is stored as %j', (text, expected) => {
    expect(writeSpecifiers(readSpecifiers(text) ?? [])).toBe(expected)
  })

  test.each(['1', '=1', '=>1', '~=1', '>=1.*', '>1+local', '==1.*+local', '==1.dev1.*', '>=1,', '>= 1 2'])(
    '%j is refused',
    (text) => {
      expect(readSpecifiers(text)).toBeNull()
    },
  )

  test.each([
    ['>=7.2.0<8.0.0', '>=7.2.0,<8.0.0'],
    ['!=~5.0,>=4.12', '>=4.12,!=5.0.*'],
    ['>=1.9.*', '>=1.9'],
    ['!=3.0*', '!=3.0.*'],
    ['>=3.6,', '>=3.6'],
    ['>dev', '>0.0.0.dev0'],
    ['>=9.0.0a1.0', '>=9.0.0a1'],
    [">= 2.7'", '>=2.7'],
    ['nonsense', null],
  ])('%j is read leniently as %j', (text, expected) => {
    const read = readSpecifiersLeniently(text)
    expect(read && writeSpecifiers(read)).toBe(expected)
  })

  test('trailing zeros count after `~=` alone', () => {
    const same = (a: string, b: string) => sameSpecifiers(readSpecifiers(a) ?? [], readSpecifiers(b) ?? [])
    expect(same('>=2', '>=2.0.0')).toBe(true)
    expect(same('==2.*', '==2.0.*')).toBe(true)
    expect(same('~=2.0', '~=2.0.0')).toBe(false)
    expect(same('>=2', '>2')).toBe(false)
  })
})

test.each([
  ['>=3.7,!=3.8.*,<=3.9', '>=3.7, !=3.8.*, <=3.9'],
  ['>=3.7,!=3.8.5,<4', '>=3.7, !=3.8.5, <4'],
  ['>=3.8,<3.9', '==3.8.*'],
  ['>=3,<3.1', '==3.0.*'],
  ['==3.12.*,!=3.12.1', '!=3.12.1, ==3.12.*'],
  ['>3.8', '>3.8'],
  ['>=3.9,<3.8', ''],
])('the releases of %s are written %s', (text, expected) => {
  const written = writeRanges(rangesOf(readSpecifiers(text) ?? []))
  expect(written.split(', ').sort()).toEqual(expected.split(', ').sort())
})

describe('requirements', () => {
  test.each([
    ['a', { name: 'a', extras: [], specifiers: '', url: null, marker: null }],
    [
      'A.b_c [X_y, z] >=1,<2 ; extra == "q"',
      { name: 'a-b-c', extras: ['x-y', 'z'], specifiers: '>=1,<2', marker: 'extra == "q"' },
    ],
    ['a (>=1)', { specifiers: '>=1' }],
    ['a[]', { extras: [] }],
    ['a @ https://example.com/a;b.whl', { url: 'https://example.com/a;b.whl', marker: null }],
    [
      'a@git+https://example.com/a@v1 ; os_name == "nt"',
      { url: 'git+https://example.com/a@v1', marker: 'os_name == "nt"' },
    ],
    ['a @ file:///x; os_name == "nt"', { url: 'file:///x', marker: 'os_name == "nt"' }],
  ])('%s', (text, expected) => {
    expect(readRequirement(text)).toMatchObject(expected)
  })

  test.each(['', '-a', 'a-', 'a[x', 'a[-]', './a', 'a b', 'a @ '])('%j is none', (text) => {
    expect(readRequirement(text)).toBeNull()
  })

  test('where the name and the specifiers stand', () => {
    const text = '  numpy [x] ( >=1 ) ; os_name == "nt"'
    const read = readRequirement(text)
    expect(text.slice(read?.nameStart, read?.nameEnd)).toBe('numpy')
    expect(text.slice(read?.specifierSpan?.start, read?.specifierSpan?.end)).toBe('( >=1 )')
  })
})
