import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';
import { dockerImages } from './images.ts';
import { flagOptions, flagsOf } from './instruction.ts';

function lines(...each: readonly string[]): string {
  return `${each.join('\n')}\n`;
}

function instructions(text: string): readonly string[] {
  return parseDockerfile(text).instructions.map(({ start, end }) => text.slice(start, end));
}

describe('parser directives', () => {
  test('stand at the very top only', () => {
    const text = lines(
      '# syntax=docker/dockerfile:1',
      '# escape=`',
      '# a comment',
      '# check=skip=all',
      'FROM a',
    );
    const { directives, escape: mark } = parseDockerfile(text);
    expect(directives.map(({ name, value }) => [name, value])).toEqual([
      ['syntax', 'docker/dockerfile:1'],
      ['escape', '`'],
    ]);
    expect(mark).toBe('`');
    expect(text.slice(directives[0]?.valueSpan.start, directives[0]?.valueSpan.end)).toBe(
      'docker/dockerfile:1',
    );
  });

  test.each([
    lines('', '# escape=`', 'FROM a'),
    lines('FROM a', '# escape=`'),
    lines('# comment', '# escape=`', 'FROM a'),
  ])('in %j there is none', (text) => {
    expect(parseDockerfile(text)).toMatchObject({ escape: '\\', directives: [] });
  });

  test('the first of two counts, and the second is a problem', () => {
    const { escape: mark, problems } = parseDockerfile(lines('#escape=`', '# Escape=\\', 'FROM a'));
    expect(mark).toBe('`');
    expect(problems).toHaveLength(1);
  });

  test('a byte order mark and CRLF change nothing', () => {
    const text = '\uFEFF# escape=`\r\nFROM a\r\nRUN b `\r\n  c\r\n';
    expect(parseDockerfile(text).escape).toBe('`');
    expect(instructions(text)).toEqual(['FROM a', 'RUN b `\r\n  c']);
  });
});

describe('instructions', () => {
  test('go on over comments and blank lines', () => {
    const text = lines(
      '  from a',
      'RUN b \\',
      '  # comment \\',
      '',
      '  && c \\ ',
      '  d',
      '# FROM x',
      'CMD e',
    );
    expect(instructions(text)).toEqual(['from a', 'RUN b \\\n  # comment \\\n\n  && c \\ \n  d', 'CMD e']);
    expect(parseDockerfile(text).instructions[1]?.argument.text.split(/\s+/)).toEqual(['b', '&&', 'c', 'd']);
  });

  test('end at a doubled escape character', () => {
    expect(instructions(lines('ENV A a\\\\', 'ENV B b'))).toEqual(['ENV A a\\\\', 'ENV B b']);
  });

  test('a joined line inside a word makes it not verbatim', () => {
    const [from] = parseDockerfile('FROM alpine:3.\\\n20').instructions;
    expect(from?.words[0]).toMatchObject({ text: 'alpine:3.20', verbatim: false, start: 5, end: 18 });
    const [plain] = parseDockerfile('FROM \\\n alpine:3.20').instructions;
    expect(plain?.words[0]).toMatchObject({ text: 'alpine:3.20', verbatim: true });
  });

  test('know their flags and the options of these', () => {
    const text = 'RUN --mount=type=bind,from=img:1,source=/a --network=none --security cmd --not=flag';
    const [run] = parseDockerfile(text).instructions;
    if (!run) throw new Error('no instruction');
    expect(run.flags.map(({ name, value }) => [name, value?.text ?? null])).toEqual([
      ['mount', 'type=bind,from=img:1,source=/a'],
      ['network', 'none'],
      ['security', null],
    ]);
    expect(run.argument.text).toBe('cmd --not=flag');
    const [mount] = flagsOf(run, 'mount');
    const options = mount ? flagOptions(run, mount) : [];
    expect(
      options.map(({ name, value }) => `${name}=${value && text.slice(value.start, value.end)}`),
    ).toEqual(['type=bind', 'from=img:1', 'source=/a']);
  });

  test('have a JSON form', () => {
    const text = lines('CMD ["a", "b \\"c\\""]', 'RUN [ -f x ]', 'COPY ["a b", "c"]', 'LABEL ["x"]');
    expect(
      parseDockerfile(text).instructions.map(({ exec }) => exec?.map((word) => word.text) ?? null),
    ).toEqual([['a', 'b "c"'], null, ['a b', 'c'], null]);
  });

  test('may be delayed', () => {
    const text = 'ONBUILD COPY --from=img:1 a b';
    const [onbuild] = parseDockerfile(text).instructions;
    expect(onbuild?.onbuild).toMatchObject({ keyword: 'COPY', start: 8 });
    expect(onbuild?.onbuild?.flags[0]?.value?.text).toBe('img:1');
  });

  test('that Docker does not know are problems', () => {
    const { instructions: found, problems } = parseDockerfile(lines('FROM a', 'RUM b', 'CMD c'));
    expect(found.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUM', 'CMD']);
    expect(problems).toMatchObject([{ start: 7, end: 10 }]);
  });
});

describe('here-documents', () => {
  test.each([
    ['RUN <<EOF', 'EOF', 'FROM x\n'],
    ['RUN <<-EOF', '\tEOF', '\tFROM x\n'],
    ['RUN <<"EOF"', 'EOF', 'FROM x\n'],
    ['RUN cat <<\\EOF > f', 'EOF', 'FROM x\n'],
    ['COPY <<EOF /x', 'EOF', 'FROM x\n'],
    ['ONBUILD RUN 3<<EOF', 'EOF', 'FROM x\n'],
  ])('%s', (first, end, body) => {
    const text = `FROM a\n${first}\n${body}${end}\nCMD c\n`;
    const parsed = parseDockerfile(text);
    expect(parsed.instructions.map(({ keyword }) => keyword)).toEqual(['FROM', first.split(' ')[0], 'CMD']);
    const [heredoc] = parsed.instructions[1]?.heredocs ?? [];
    expect(text.slice(heredoc?.body.start, heredoc?.body.end)).toBe(body);
    expect(parsed.problems).toEqual([]);
  });

  test('several on one line follow one another', () => {
    const text = lines('COPY <<A <<"B C" /x/', 'a', 'A', 'b', 'B C', 'CMD c');
    const [copy] = parseDockerfile(text).instructions;
    expect(copy?.heredocs.map(({ body, isQuoted }) => [text.slice(body.start, body.end), isQuoted])).toEqual([
      ['a\n', false],
      ['b\n', true],
    ]);
  });

  test.each([
    'RUN cat <<<EOF',
    'RUN echo "<<EOF"',
    'RUN ["a", "<<EOF"]',
    'CMD <<EOF',
    'RUN a<<EOF',
    "RUN it's <<EOF",
  ])('%s begins none', (first) => {
    expect(parseDockerfile(lines(first, 'CMD c')).instructions).toHaveLength(2);
  });

  test('one without end is a problem', () => {
    expect(parseDockerfile(lines('RUN <<EOF', 'FROM x')).problems).toMatchObject([{ start: 4, end: 9 }]);
  });
});

test('stages have names in lower case, and an order', () => {
  const { stages, instructions: found } = parseDockerfile(
    lines('ARG A', 'FROM a AS Build', 'RUN x', 'FROM b', 'FROM c As last'),
  );
  expect(stages.map(({ index, name }) => [index, name])).toEqual([
    [0, 'build'],
    [1, null],
    [2, 'last'],
  ]);
  expect(found.map(({ stage }) => stage)).toEqual([null, 0, 0, 1, 2]);
});

test.each(['FROM', 'FROM a b', 'FROM a AS', 'FROM a AS 1x', 'FROM a AS b c'])('%s is a problem', (text) => {
  expect(parseDockerfile(text).problems).toHaveLength(1);
});

const piece = fc.constantFrom(
  ...[
    'FROM ',
    'RUN ',
    'COPY ',
    'ARG ',
    'ENV ',
    'ONBUILD ',
    'a',
    'X=',
    '$X',
    '${X:-',
    '}',
    '"',
    "'",
    '\\',
    '`',
    ' ',
    '\n',
    '\r\n',
  ],
  ...['<<EOF', 'EOF\n', '--from=', '--mount=', ',', '[', ']', '#', '# escape=`\n', '\uFEFF', '\t', 'AS b'],
);

test('any text is read, with every place inside it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      const { instructions: found, problems } = parseDockerfile(written);
      const words = found.flatMap((each) => each.words);
      for (const span of [...found, ...words, ...problems, ...found.flatMap((each) => each.flags)]) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(written.length);
      }
      for (const word of words)
        if (word.verbatim) expect(written.slice(word.start, word.end)).toBe(word.text);
    }),
    { seed: 1, numRuns: 5000 },
  );
});

test.each([
  '\\\n',
  'RUN <<E ',
  'FROM ${',
  'ONBUILD ',
  '# escape=`\n',
  '--a=',
  '"',
  '${',
  '[',
  'ARG A=$A\n',
  'FROM a AS b\nCOPY --from=c$X x y\n',
])('a hundred thousand times %j ends', (repeated) => {
  const parsed = parseDockerfile(`FROM a\nRUN ${repeated.repeat(100_000)}`);
  expect(parsed.instructions.length).toBeGreaterThan(1);
  expect(dockerImages(parsed).length).toBeGreaterThan(0);
});
