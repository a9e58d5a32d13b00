import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isAlias as isOracleAlias, isScalar, isSeq, parseAllDocuments, stringify } from 'yaml';
import { alternatives, entries, get, items, type Node, parseYaml, scalarOf, textOf, walk } from './index.ts';

function rootOf(text: string): Node | undefined {
  return parseYaml(text).documents[0]?.root;
}

function messagesOf(text: string): readonly string[] {
  return parseYaml(text).problems.map(({ message }) => message);
}

function plainOf(node: Node): unknown {
  if (node.is === 'alias') return { alias: node.name };
  if (node.is === 'scalar') return node.text;
  if (node.is === 'list') return node.items.map(plainOf);
  return { map: node.entries.map(({ key, value }) => [key.text, plainOf(value)]) };
}

function oracleOf(node: unknown): unknown {
  if (isOracleAlias(node)) return { alias: node.source };
  if (isScalar(node)) return node.source ?? (node.value === null ? '' : String(node.value));
  if (isSeq(node)) return node.items.map(oracleOf);
  if (isMap(node)) return { map: node.items.map(({ key, value }) => [oracleOf(key), oracleOf(value)]) };
  return '';
}

function scalarsOf(node: Node): readonly (Node & { is: 'scalar' })[] {
  if (node.is === 'scalar') return [node];
  if (node.is === 'list') return node.items.flatMap(scalarsOf);
  return node.is === 'map' ? node.entries.flatMap(({ key, value }) => [key, ...scalarsOf(value)]) : [];
}

const word = fc.oneof(
  fc.constantFrom(
    '1.10',
    'on',
    'no',
    '0777',
    '1e400',
    '1_000',
    '~',
    'null',
    '',
    '__proto__',
    'a: b',
    '# x',
    "it's",
    '"',
    '\\',
    ' x ',
    'é\u{1F600}',
  ),
  fc.string({ maxLength: 12 }),
  fc
    .array(fc.constantFrom('line', 'two words', '', '  deeper'), { maxLength: 4 })
    .map((lines) => lines.join('\n')),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4, noNullPrototype: false }),
  ),
}));
const documentText = fc
  .tuple(
    tree,
    fc.constantFrom(0, 20, 80),
    fc.constantFrom<'PLAIN' | 'QUOTE_SINGLE'>('PLAIN', 'QUOTE_SINGLE'),
    fc.boolean(),
  )
  .map(([value, lineWidth, defaultStringType, flow]) =>
    stringify(
      { root: value },
      { lineWidth, defaultStringType, ...(flow ? { collectionStyle: 'flow' as const } : {}) },
    ),
  );

describe('agreement with the yaml package', () => {
  test('keys and values of generated streams are the same', () => {
    fc.assert(
      fc.property(fc.array(documentText, { minLength: 1, maxLength: 3 }), (texts) => {
        const text = texts.map((one) => `---\n${one}`).join('');
        // Where yaml 2.9.1 folds some quoted texts it writes the word `undefined` and a line of blanks into them.
        fc.pre(!text.includes('undefined'));
        fc.pre(!text.includes('{{') && !text.includes('{%'));
        const oracle = parseAllDocuments(text, { uniqueKeys: false });
        fc.pre(Array.isArray(oracle) && oracle.every(({ errors }) => errors.length === 0));
        const { documents, problems } = parseYaml(text);
        expect(problems.filter(({ message }) => message.includes('readable'))).toEqual([]);
        expect(documents.map(({ root }) => plainOf(root))).toEqual(
          [...oracle].map(({ contents }) => oracleOf(contents)),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('writing a plain word over a verbatim scalar re-reads as that word and changes nothing else', () => {
    fc.assert(
      fc.property(documentText, fc.nat(), (text, pick) => {
        fc.pre(!text.includes('{{') && !text.includes('{%'));
        const root = rootOf(text);
        const spots = root ? scalarsOf(root).filter(({ verbatim }) => verbatim) : [];
        const spot = spots[pick % Math.max(1, spots.length)];
        if (!root || !spot) return;
        expect(text.slice(spot.start, spot.end)).toBe(spot.text);
        const changed = rootOf(`${text.slice(0, spot.start)}newWord${text.slice(spot.end)}`);
        const before = scalarsOf(root).map((scalar) =>
          scalar.start === spot.start ? 'newWord' : scalar.text,
        );
        expect(changed && scalarsOf(changed).map((scalar) => scalar.text)).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });
});

describe('values', () => {
  test.each(['on', 'no', '1_000', '0777', '1e400', '1.10', '9'.repeat(400)])(
    '%s stays the text that is written',
    (text) => {
      expect(scalarOf(rootOf(`version: ${text}`), 'version')).toMatchObject({
        text,
        plain: true,
        verbatim: true,
      });
    },
  );

  test('null is told from an empty string', () => {
    const root = rootOf('a:\nb: ~\nc: ""\nd: !reset\n');
    expect(['a', 'b', 'c', 'd'].map((key) => textOf(root, key))).toEqual([undefined, undefined, '', '']);
  });

  test('a remark behind a value has its place', () => {
    const text = '- uses: "a/b@sha" # v4.2.2 \r\n- uses: c#d\n';
    const uses = scalarOf(rootOf(text), 0, 'uses');
    expect(uses?.comment).toEqual({ text: 'v4.2.2', start: 20, end: 26 });
    expect(text.slice(uses?.start, uses?.end)).toBe('a/b@sha');
    expect(scalarOf(rootOf(text), 1, 'uses')).toMatchObject({ text: 'c#d', comment: undefined });
  });

  test.each(['!Ref', '!Sub', '!reference', '!override', '!vault', '!!python/object', '!!js/function'])(
    '%s is inert',
    (tag) => {
      expect(parseYaml(`a: ${tag} x\nb: ${tag} [x]\nc: ${tag} {x: y}`).problems).toEqual([]);
      const root = rootOf(`a: ${tag} x\nb: ${tag} [x]\nc: ${tag} {x: y}`);
      expect(['a', 'b', 'c'].map((key) => get(root, key)?.tag)).toEqual([tag, tag, tag]);
    },
  );

  test('positions count from the beginning of the file in every document', () => {
    const text = '\uFEFFa: 1\n--- # two\nb: "x"\n...\n---\nc: |\n  --- not a marker\n';
    const { documents } = parseYaml(text);
    const second = scalarOf(documents[1]?.root, 'b');
    expect(text.slice(second?.start, second?.end)).toBe('x');
    expect(textOf(documents[2]?.root, 'c')).toBe('--- not a marker\n');
    expect(documents).toHaveLength(3);
  });

  test('a repeated key is a problem at its place and the last one wins', () => {
    const { documents, problems } = parseYaml('image: a\nimage: b\n');
    expect(problems).toMatchObject([{ start: 9, end: 14 }]);
    expect(textOf(documents[0]?.root, 'image')).toBe('b');
    expect(entries(documents[0]?.root)).toHaveLength(1);
  });

  test('keys of Object.prototype are ordinary', () => {
    const root = rootOf('__proto__: {polluted: yes}\nconstructor: a\ntoString: b\n');
    expect(textOf(root, '__proto__', 'polluted')).toBe('yes');
    expect(entries(root).map(({ key }) => key.text)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(textOf(rootOf('a: b'), 'constructor')).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('aliases and merge keys', () => {
  test('own keys win over merged ones, earlier sources over later ones', () => {
    const root = rootOf('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 0\n');
    expect(['x', 'y', 'z'].map((key) => textOf(root, 'c', key))).toEqual(['0', '1', '2']);
    expect(entries(root, 'c').map(({ key }) => key.text)).toEqual(['x', 'y', 'z']);
  });

  test('a quoted "<<" is an ordinary key', () => {
    const root = rootOf('a: &a {x: 1}\nb: {"<<": *a}\n');
    expect(textOf(root, 'b', 'x')).toBeUndefined();
    expect(textOf(root, 'b', '<<', 'x')).toBe('1');
  });

  test('an alias is followed by every accessor', () => {
    const root = rootOf('a: &a [x, &s y]\nb: *a\nc: *s\n');
    expect(items(root, 'b').map((item) => item.is === 'scalar' && item.text)).toEqual(['x', 'y']);
    expect(textOf(root, 'c')).toBe('y');
  });

  test.each(['&a [*a]', 'a: &a\n  b: *a\n', 'a: &a\n  <<: *a\n', '[*nowhere]'])(
    '%j is cut with a problem',
    (text) => {
      const { documents, problems } = parseYaml(text);
      expect(problems.length).toBeGreaterThan(0);
      let visited = 0;
      walk(documents[0]?.root, () => {
        visited += 1;
        return undefined;
      });
      expect(visited).toBeLessThan(5);
    },
  );

  test('an alias that is cut is no known value', () => {
    expect(scalarOf(rootOf('image: *nowhere'), 'image')).toMatchObject({
      text: '*nowhere',
      templated: true,
      verbatim: false,
    });
  });
});

describe('templates', () => {
  test('a templated value keeps its source and is marked', () => {
    const text = 'image: {{ .Values.image | default "a}}b" }}:1.0\nname: x{{/* gone */}}\n"{{ k }}": v\n';
    const root = rootOf(text);
    expect(scalarOf(root, 'image')).toMatchObject({
      text: '{{ .Values.image | default "a}}b" }}:1.0',
      templated: true,
      verbatim: false,
    });
    expect(scalarOf(root, 'name')).toMatchObject({ text: 'x', templated: false, verbatim: true });
    expect(textOf(root, '{{ k }}')).toBe('v');
    expect(parseYaml(text).problems).toEqual([]);
  });

  test('control lines vanish, and equal keys of branches are alternatives', () => {
    const root = rootOf(
      '{{- if .x }}\nimage: a:1\n{{- else }}\nimage: b:2\n{{- end }}\n{{ if .y }}kind: Pod{{ end }}\n',
    );
    expect(alternatives(root, 'image')).toMatchObject([{ text: 'a:1' }, { text: 'b:2' }]);
    expect(entries(root).map(({ key }) => key.text)).toEqual(['image', 'image', 'kind']);
    expect(scalarOf(root, 'kind')).toMatchObject({ text: 'Pod', templated: false });
  });

  test('a value that is only an included template is not null', () => {
    const root = rootOf(
      'args:\n  {{- toYaml .Values.args | nindent 2 }}\nlabels: {{- include "l" . | nindent 2 }}\n  a: b\nz: 1\n',
    );
    expect(scalarOf(root, 'args')).toMatchObject({
      templated: true,
      isNull: false,
      text: '{{- toYaml .Values.args | nindent 2 }}',
    });
    expect(textOf(root, 'labels', 'a')).toBe('b');
  });

  test('actions over several lines, in block scalars and of Jinja are read', () => {
    const text =
      'a: {{ include "x"\n  . }}\nb: |\n{{- if x }}\n  text {{ y }}\n{{ end }}\n{% if z %}\nc: "{{ w }}"\n{% endif %}\nd: 1\n';
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(entries(documents[0]?.root).map(({ key }) => key.text)).toEqual(['a', 'b', 'c', 'd']);
    expect(scalarOf(documents[0]?.root, 'd')).toMatchObject({ text: '1', templated: false });
  });

  test('directives of Terraform are control lines', () => {
    const text =
      'keys:\n%{ for key in keys ~}\n  - ${key}\n%{ endfor ~}\nrun:\n  - "x %{ if a == "}" }-1%{ else }${b}%{ endif }"\nc: a%{HOST}\n';
    const { documents, problems } = parseYaml(text);
    expect(problems).toEqual([]);
    expect(items(documents[0]?.root, 'keys')).toMatchObject([{ text: '${key}' }]);
    expect(textOf(documents[0]?.root, 'c')).toBe('a%{HOST}');
  });

  test('an expression of GitHub is plain text', () => {
    expect(scalarOf(rootOf('a: x-${{ github.ref }}'), 'a')).toMatchObject({
      text: 'x-${{ github.ref }}',
      templated: false,
    });
    expect(items(rootOf('a: [${{ matrix.os }}, b]'), 'a')).toMatchObject([
      { text: '${{ matrix.os }}', templated: true },
      { text: 'b' },
    ]);
  });
});

describe('what only looks like a template', () => {
  test('braces in remarks hide no lines, be the text readable as it stands or not', () => {
    for (const start of ['', 'bad: [\n]\n', 'name: {{ x }}\n']) {
      const text = `${start}# {{ \`\nimage: a:1\n# \` }}\nkind: Pod\n`;
      expect(textOf(rootOf(text), 'image')).toBe('a:1');
    }
  });

  test('a text that is YAML as it stands keeps its values, marked where braces are', () => {
    const root = rootOf('a: "{{ x }}"\nb: |\n  {{ y }}\nc: z-{% w %}\nd: plain\n');
    expect(['a', 'b', 'c', 'd'].map((key) => scalarOf(root, key)?.templated)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('a closing bracket may stand as far left as its key', () => {
    const { documents, problems } = parseYaml('a: {\n  b: 1,\n}\nc: [\n  d\n]\n');
    expect(problems).toEqual([]);
    expect(textOf(documents[0]?.root, 'a', 'b')).toBe('1');
    expect(textOf(documents[0]?.root, 'c', 0)).toBe('d');
  });

  test('lines of a flow collection may stand as far left as its key', () => {
    const { documents, problems } = parseYaml(
      'a:\n  b: [ x,\n  "y]",\n  z ]\n  c: { d: 1,\n  e: 2 }\nf: 3\n',
    );
    const root = documents[0]?.root;
    expect(problems).toEqual([]);
    expect(items(root, 'a', 'b')).toMatchObject([{ text: 'x' }, { text: 'y]' }, { text: 'z' }]);
    expect(textOf(root, 'a', 'c', 'e')).toBe('2');
    expect(textOf(root, 'f')).toBe('3');
  });

  test('an empty collection in the other branch of a template is no second value', () => {
    const { documents, problems } = parseYaml(
      'a:\n  {{- if .x }}\n  - image: b:1\n  {{- else }}\n  []\n  {{- end }}\nc: d\n',
    );
    expect(problems).toEqual([]);
    expect(textOf(documents[0]?.root, 'a', 0, 'image')).toBe('b:1');
    expect(textOf(documents[0]?.root, 'c')).toBe('d');
  });

  test('a block scalar may begin with an action that stands deeper than its lines', () => {
    const { documents, problems } = parseYaml(
      'a: |\n      {{- if .x }}\n  line\n      {{- end }}\nimage: b:1\n',
    );
    expect(problems).toEqual([]);
    expect(textOf(documents[0]?.root, 'image')).toBe('b:1');
  });

  test('list items and block scalars that a template fills are marked', () => {
    const root = rootOf(
      'a:\n- {{ toYaml . | nindent 2 | trim }}\n  b: c\n- {{ toYaml . | nindent 2 }}\nd: |- {{ include "x" . | nindent 2 }}\n',
    );
    expect(textOf(root, 'a', 0, 'b')).toBe('c');
    expect(scalarOf(root, 'a', 1)).toMatchObject({ templated: true, isNull: false });
    expect(scalarOf(root, 'd')).toMatchObject({ templated: true, verbatim: false });
  });
});

describe('recovery', () => {
  test('an unclosed quote costs its own line', () => {
    const text = 'a: "foo\nb: bar\nc:\n  d: 1\n\te: 2\nf: x\n';
    const { documents, problems } = parseYaml(text);
    expect(entries(documents[0]?.root).map(({ key }) => key.text)).toEqual(['b', 'c', 'f']);
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual(['a: "foo', 'e: 2']);
  });

  test('one broken document does not lose the others', () => {
    const { documents, problems } = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n');
    expect(documents.map(({ root }) => textOf(root, 'a') ?? textOf(root, 'c'))).toContain('3');
    expect(problems).toMatchObject([{ start: expect.any(Number) }]);
    expect(textOf(documents[0]?.root, 'a')).toBe('1');
  });

  test('a bracket that is noticed lines later costs the line that opens it', () => {
    const text = 'a:\n  b: [x,\n  c: 1,\n  d: 2,\ne: 3\n';
    const { documents, problems } = parseYaml(text);
    expect(textOf(documents[0]?.root, 'a', 'd')).toBe('2,');
    expect(textOf(documents[0]?.root, 'e')).toBe('3');
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual(['b: [x,']);
  });

  test('a scalar that lost a part is not taken for its value', () => {
    const text = 'a: one\n  two: x\n  three\nc: d\n';
    const { documents, problems } = parseYaml(text);
    expect(problems).toHaveLength(1);
    expect(scalarOf(documents[0]?.root, 'a')).toMatchObject({ templated: true, verbatim: false });
    expect(scalarOf(documents[0]?.root, 'c')).toMatchObject({ text: 'd', templated: false });
  });
});

describe('hostile texts', () => {
  test('a bomb of aliases is cut and the walk ends', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 9; n++)
      lines.push(
        `a${n}: &a${n} [${Array(9)
          .fill(`*a${n - 1}`)
          .join(', ')}]`,
      );
    const { documents, problems } = parseYaml(lines.join('\n'));
    expect(problems[0]?.message).toContain('repeat more than');
    let visited = 0;
    walk(documents[0]?.root, () => {
      visited += 1;
      return undefined;
    });
    expect(visited).toBeLessThan(201_000);
  });

  test('merging a long list of mappings many times is cut', () => {
    const text = `arr: &a [${Array(20_000).fill('{}').join(',')}]\nmaps:\n${'  - <<: *a\n'.repeat(20_000)}`;
    const { documents, problems } = parseYaml(text);
    expect(problems[0]?.message).toContain('repeat more than');
    for (const map of items(documents[0]?.root, 'maps')) expect(textOf(map, 'image')).toBeUndefined();
  });

  test('a chain of aliases deeper than the limit is cut', () => {
    const text = `a0: &a0 [x]\n${Array.from({ length: 1000 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}]\n`).join('')}`;
    expect(messagesOf(text)[0]).toContain('deeper than 200');
  });

  test('keys that are nested too deeply are one problem with all below them, and what stands behind is read', () => {
    const keys = Array.from({ length: 1000 }, (_, n) => `${' '.repeat(n)}k:\n`).join('');
    const text = `image: a\n${keys}name: b\n`;
    const { documents, problems } = parseYaml(text);
    expect(problems.map(({ start, end }) => [text.slice(0, start).split('\n').length, end])).toEqual([
      [202, text.indexOf('\nname')],
    ]);
    expect(['image', 'name'].map((key) => textOf(documents[0]?.root, key))).toEqual(['a', 'b']);
  });

  test.each([
    ['flow', '['.repeat(100_000)],
    ['maps', '{a: '.repeat(100_000)],
    ['block', '- '.repeat(100_000)],
    ['templates', '{{'.repeat(100_000)],
  ])('100,000 levels of %s are a problem, not an overflow', (_, text) => {
    expect(parseYaml(text).problems.length).toBeGreaterThan(0);
  });

  test.each([`a: ${'$'}${'{{'.repeat(100_000)}`, `a: {{ ${'"\''.repeat(50_000)}\n}}`])(
    'what only looks like a template is read',
    (text) => {
      expect(parseYaml(text).problems).toEqual([]);
    },
  );

  test.each(['- [', '- [\n"', 'a: [\n', "- ['"])('many lists that never close end: %j', (text) => {
    expect(parseYaml(text.repeat(30_000)).problems.length).toBeGreaterThan(0);
  });

  test('200 levels are read', () => {
    expect(parseYaml(`${'['.repeat(199)}x${']'.repeat(199)}`).problems).toEqual([]);
  });

  test('a stream has a limit of documents', () => {
    const { documents, problems } = parseYaml('---\n'.repeat(100_000));
    expect(documents).toHaveLength(10_000);
    expect(problems).toHaveLength(1);
  });

  test('NUL and lone CR keep offsets', () => {
    const text = 'a: 1\rb: 2\rc: x\0y\r';
    const { documents, problems } = parseYaml(text);
    const b = scalarOf(documents[0]?.root, 'b');
    expect(text.slice(b?.start, b?.end)).toBe('2');
    expect(problems).toMatchObject([{ start: 14, end: 15 }]);
  });

  test.each([
    '',
    ' \n\t\n',
    '\uFEFF',
    '# only\n',
    '---',
    '%YAML 1.2\n',
    '...',
    '\0',
    ':',
    '- ',
    '?',
    '&a',
    '!',
    '}}',
    '{{',
  ])('%j does not throw', (text) => {
    expect(parseYaml(text).documents.length).toBeLessThan(2);
  });

  test('changed characters never make it throw, and spans stay inside of the text', () => {
    const seed = 'a: &x {b: "1"}\nc:\n  - <<: *x\n    d: |\n      {{ e }}\n  # f\n---\ng: !t [h, \'i\']\n';
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(seed.length - 1), fc.constantFrom(...'{}[]:"\'-#&*!|>%\t\n\r \0\uD800x')), {
          maxLength: 6,
        }),
        (flips) => {
          let text = seed;
          for (const [at, char] of flips) text = text.slice(0, at) + char + text.slice(at + 1);
          const { documents, problems } = parseYaml(text);
          for (const { start, end } of [...problems, ...documents.flatMap(({ root }) => scalarsOf(root))]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThanOrEqual(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

test('a quoted text goes on in lines that are indented no more than its key', () => {
  const root = rootOf('a:\n  text: "one\n  two,\n\n  three"\n  next: \'it\n  is\'\n  last: 1.10\n');
  expect(textOf(root, 'a', 'text')).toBe('one two,\nthree');
  expect(textOf(root, 'a', 'next')).toBe('it is');
  expect(textOf(root, 'a', 'last')).toBe('1.10');
});
