import { DockerfileParser } from 'dockerfile-ast';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';

// Lines that both must read alike. Left out are those where dockerfile-ast differs from BuildKit: a doubled escape
// character at the end of a line, which it takes for a continuation.
const image = fc.constantFrom('alpine', 'a/b:1', 'r:5000/x:2', 'x@sha256:00', '$BASE', '${BASE}:${TAG}');
const command = fc.constantFrom(
  'apt-get update',
  'echo "a b"',
  "echo '#'",
  'a && b',
  'x # y',
  '[ -f x ]',
  '["a", "b"]',
);
const gap = fc.constantFrom(' ', '  ', '\t', ' \\\n  ', ' \\\n# comment\n  ', ' \\ \n\n  ');
const name = fc.constantFrom('', ' AS build', ' as Base');
const heredoc = fc.constantFrom(
  'RUN <<EOF\nFROM x\n# y\nEOF',
  'RUN <<-A cat\n\tCMD \\\n\tA',
  'COPY <<"A" <<B /x\na\nA\nRUN\nB',
);
const line = fc.oneof(
  fc.tuple(fc.constantFrom('FROM', 'from'), gap, image, name).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('RUN', 'CMD', 'ENTRYPOINT', 'Run'), gap, command, gap, command)
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('  ', ''), fc.constantFrom('# comment', '', '# FROM x', '# c \\'))
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('ARG', 'ENV'), gap, fc.constantFrom('A=1', 'TAG="a b"', 'B=$A C=2'))
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constant('COPY --from='), image, gap, fc.constantFrom('/a /b', '["a", "b"]'))
    .map((parts) => parts.join('')),
  heredoc,
);
const file = fc
  .tuple(
    fc.constantFrom('', '# syntax=docker/dockerfile:1\n', '# escape=\\\n'),
    fc.array(line, { minLength: 1, maxLength: 12 }),
  )
  .map(([directive, each]) => `${directive}${each.join('\n')}\n`);

test('instructions, images and here-documents are those that dockerfile-ast finds', () => {
  fc.assert(
    fc.property(file, fc.boolean(), (written, isCrlf) => {
      const text = isCrlf ? written.replaceAll('\n', '\r\n') : written;
      const { instructions, stages } = parseDockerfile(text);
      const theirs = DockerfileParser.parse(text);

      const ours = instructions.map(({ keyword, start, end }) => [keyword, text.slice(start, end).trimEnd()]);
      const offset = offsets(text);
      expect(ours).toEqual(
        theirs.getInstructions().map((each) => {
          const { start, end } = each.getRange();
          return [each.getKeyword(), text.slice(offset(start), offset(end)).trimEnd()];
        }),
      );
      expect(stages.map(({ base }) => base?.text ?? null)).toEqual(
        theirs.getFROMs().map((from) => from.getImage()),
      );
      expect(stages.map((stage) => stage.name)).toEqual(
        theirs.getFROMs().map((from) => from.getBuildStage()?.toLowerCase() ?? null),
      );
    }),
    { seed: 1, numRuns: 1500 },
  );
});

function offsets(text: string) {
  const starts = [0];
  for (const match of text.matchAll(/\n/g)) starts.push(match.index + 1);
  return ({ line: at, character }: { line: number; character: number }) =>
    (starts[at] ?? text.length) + character;
}
