import { parse } from '@cdktn/hcl2json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hcl2jsonForm } from './hcl2json-form.testkit.ts';
import { expressionProblems, type HclBody } from './index.ts';
import { parseHcl } from './parse.ts';

const keywords = new Set(['for', 'if', 'in', 'else', 'endif', 'endfor', 'true', 'false', 'null']);
const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,6}$/).filter((word) => !keywords.has(word));
const plain = fc.stringMatching(/^[ -!#-[\]-~é漢😀]{0,12}$/u).map((text) => text.replaceAll(/[$%]/g, '-'));
const escaped = fc.constantFrom(
  '\\n',
  '\\t',
  '\\"',
  '\\\\',
  '\\u00e9',
  '\\U0001F600',
  '$',
  '%',
  '$${',
  '%%{',
  '$$',
);
const number = fc.oneof(fc.nat().map(String), fc.constantFrom('0', '1.5', '1.10', '1e3', '0.25', '2E-3'));
const comment = fc.constantFrom('# note "{[(\n', '// note ${\n', '/* note\n " } */\n');

const { expression } = fc.letrec<{ expression: string; quoted: string; heredoc: string }>((tie) => ({
  quoted: fc
    .array(
      fc.oneof(
        plain,
        escaped,
        tie('expression').map((inner) => `\${${inner}}`),
      ),
      { maxLength: 4 },
    )
    .map((parts) => `"${parts.join('')}"`),
  heredoc: fc
    .tuple(
      fc.boolean(),
      fc.array(
        fc.tuple(
          fc.constantFrom('', '  ', '    ', '\t'),
          fc.oneof(
            plain,
            name.map((word) => `\${${word}}`),
          ),
        ),
        { maxLength: 4 },
      ),
    )
    .map(
      ([flush, lines]) =>
        `<<${flush ? '-' : ''}EOT\n${lines.map((line) => line.join('')).join('\n')}\n  EOT\n`,
    ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    fc.constantFrom('true', 'false', 'null', '-4'),
    tie('quoted'),
    fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')),
    name.map((word) => `${word}[0].x[*].y`),
    name.map((word) => `${word}.*.id`),
    fc
      .tuple(name, fc.array(tie('expression'), { maxLength: 3 }))
      .map(([word, args]) => `${word}(${args.join(', ')})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[\n${items.join(',\n')}\n]`),
    fc
      .array(
        fc.tuple(
          fc.oneof(
            name,
            name.map((word) => `"${word}"`),
          ),
          fc.constantFrom(' = ', ': '),
          tie('expression'),
        ),
        {
          maxLength: 3,
        },
      )
      .map((items) => `{\n${unique(items.map((item) => [item[0], item.join('')])).join('\n')}\n}`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(${a}) == 1 ? (${b}) : (${c})`),
    fc
      .tuple(name, fc.constantFrom('+', '-', '*', '/', '%', '&&', '||', '<', '>=', '!='), name)
      .map((all) => all.join(' ')),
    fc
      .tuple(name, tie('expression'))
      .map(([word, inner]) => `[for ${word} in x : ${inner} if ${word} != null]`),
    fc.tuple(name, tie('expression')).map(([word, inner]) => `{for k, ${word} in x : k => ${inner}...}`),
  ),
}));

const attribute = fc.tuple(name, fc.oneof({ weight: 4, arbitrary: expression }, heredocValue()));

function heredocValue() {
  const line = fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), plain).map((parts) => parts.join(''));
  return fc.tuple(fc.boolean(), fc.array(line, { maxLength: 4 })).map(([flush, lines]) => {
    return `<<${flush ? '-' : ''}EOT\n${lines.map((text) => `${text}\n`).join('')}  EOT`;
  });
}

const document = fc
  .array(
    fc.oneof(
      attribute.map(([key, value]) => [`a_${key}`, `a_${key} = ${value}\n`] as const),
      comment.map((text) => ['', text] as const),
      fc
        .tuple(name, fc.array(name, { maxLength: 2 }), fc.array(attribute, { maxLength: 3 }))
        .map(([type, labels, attributes]) => ['', blockText(type, labels, attributes)] as const),
    ),
    { maxLength: 6 },
  )
  .map((items) => unique(items).join(''));

function blockText(
  type: string,
  labels: readonly string[],
  attributes: readonly (readonly [string, string])[],
) {
  const header = [`b${labels.length}_${type}`, ...labels.map((label) => `"${label}"`)].join(' ');
  return `${header} {\n${unique(attributes.map(([key, value]) => [key, `  ${key} = ${value}\n`])).join('')}}\n`;
}

/** Keeps the first of the items that would set one name twice. */
function unique(items: readonly (readonly [string | undefined, string])[]): readonly string[] {
  const seen = new Set<string>();
  return items.flatMap(([key, text]) => {
    const bare = (key ?? '').replaceAll('"', '');
    if (bare !== '' && seen.has(bare)) return [];
    seen.add(bare);
    return [text];
  });
}

function read(text: string) {
  const { body, problems } = parseHcl(text);
  return {
    form: plainObject(hcl2jsonForm(text, body)),
    problems: [...problems, ...expressionProblems(body as HclBody)],
  };
}

function plainObject(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test('generated documents read as the oracle reads them', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(document, fc.boolean(), async (generated, crlf) => {
      const text = crlf ? generated.replaceAll('\n', '\r\n') : generated;
      const { form, problems } = read(text);
      const theirs = await parse('generated.tf', text).catch((error: unknown) => String(error));
      if (typeof theirs === 'string') return problems.length > 0;
      accepted++;
      expect(problems).toEqual([]);
      expect(form).toEqual(plainObject(theirs));
      return true;
    }),
    { numRuns: 300, seed: 20_261_124 },
  );
  expect(accepted).toBeGreaterThan(250);
});

test('what the oracle refuses is a problem here too', async () => {
  const refused = [
    'a = "x\n"',
    'a = 1 b = 2',
    'a',
    'a = [1',
    'a = {b = 1',
    'x {',
    '}',
    'a = "\\q"',
    'a = <<E\nx',
    'a = 1\na = 2',
    '"a" = 1',
    'a = (1',
    'a = "${b"',
    'a = [1 2]',
    'a = 1,',
    'a = %{',
    'a = b ? c',
    'a = foo(1 2)',
    'a = {for x in y : z}',
    'a = "%{ if x }"',
    'a = x.',
    'a =',
    '/*',
  ];
  for (const text of refused) {
    await expect(parse('refused.tf', text)).rejects.toThrow();
    expect(read(text).problems, text).not.toEqual([]);
  }
});
