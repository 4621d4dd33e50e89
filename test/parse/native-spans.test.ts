import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../src/parse/document.ts'
import { parse } from '../../src/parse/parse.ts'
import type { ShellCommand } from '../../src/parse/shell/ast.ts'
import { commandsIn } from '../support/outline.ts'
import { carriers, oneLine } from './carriers.ts'
import { type RandomScript, randomScript } from './random-shell.ts'

function intended({ commands }: RandomScript): string[][] {
  return commands.map((words) => words.map(({ text }) => text))
}

/** The commands of the random script: not what the carrier itself holds around it. */
function written(text: string, { scripts }: Document): ShellCommand[] {
  const own = scripts.filter(({ span }) => !/^(?:ignored|\$\{lib)/.test(text.slice(span.start)))
  return commandsIn(own.map(({ statements }) => statements))
}

for (const { name, path, shape, write, encode = (source: string) => source } of carriers) {
  test(`${name}: the text at a command's span is the text of its words`, async () => {
    await fc.assert(
      fc.asyncProperty(
        randomScript(shape),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (script, indentation, windows) => {
          // `'` before an escaped `${` cannot be written in an indented string by replacing alone.
          fc.pre(!/'\$\{/.test(script.code))
          const unix = write(script.code, indentation)
          const text = windows ? unix.replaceAll('\n', '\r\n') : unix
          const document = await parse({ path, text })
          expect(document.troubles).toEqual([])
          const found = written(text, document)
          expect(found.map(({ words }) => words.map((word) => word.text))).toEqual(intended(script))
          for (const [index, command] of found.entries()) {
            const sources = script.commands[index]?.map(({ source }) => encode(source)) ?? []
            expect(command.words.map(({ span }) => text.slice(span.start, span.end))).toEqual(sources)
            expect(command.span).toEqual({
              start: command.words[0]?.span.start,
              end: command.words.at(-1)?.span.end,
            })
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test(`${name}: code in \`bash -c\` is found in it`, async () => {
    await fc.assert(
      fc.asyncProperty(randomScript({ ...shape, ...oneLine }), fc.boolean(), async (script, double) => {
        const { code } = script
        const argument = double
          ? `"${code.replace(/[\\"$`]/g, '\\$&')}"`
          : `'${code.replaceAll("'", "'\\''")}'`
        fc.pre(!/'\$\{/.test(code + argument))
        const text = write(`bash -c ${argument}`, 2)
        const document = await parse({ path, text })
        const [outer, ...inner] = written(text, document)
        expect(outer?.words.map((word) => word.text)).toEqual(['bash', '-c', code])
        expect(inner.map(({ words }) => words.map((word) => word.text))).toEqual(intended(script))
        for (const { span } of inner) {
          expect(span.start).toBeGreaterThanOrEqual(outer?.words[2]?.span.start ?? Number.NaN)
          expect(span.end).toBeLessThanOrEqual(outer?.words[2]?.span.end ?? Number.NaN)
        }
      }),
      { numRuns: 30 },
    )
  })
}
