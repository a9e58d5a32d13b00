import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInlineWaiver, readInlineWaivers } from './inline-waivers.ts';
import { lazyFile } from './lazy-file.ts';

function readAs(text: string, encoding: BufferEncoding = 'utf8') {
  return readInlineWaivers(lazyFile(Buffer.from(text, encoding)));
}

/** Each waiver as `rules@line: reason`, each problem as its sentence up to the colon. */
function read(text: string): readonly string[] {
  const { facts = [], problems = [] } = readAs(text) ?? {};
  const waivers = facts
    .filter(isInlineWaiver)
    .map(({ rules, line, reason }) => `${rules.join('+')}@${line}: ${reason}`);
  return [...waivers, ...problems.map(({ code, message }) => `${code} ${message.split('. ')[0]}`)];
}

const waives = 'fineprint: ignore[a-rule] until=2027-03-31 It is known.';

describe('a comment after something else is for its own line', () => {
  test.each([
    ['YAML', `image: redis # ${waives}`],
    ['HCL', `  source = "x" // ${waives}`],
    ['HCL, in a block', `  source = "x" /* ${waives} */`],
    ['HCL, before the rest', `  /* ${waives} */ source = "x"`],
    ['XML', `<a/> <!-- ${waives} -->`],
    ['a Go template', `image: x {{/* ${waives} */}}`],
    ['a Go template that trims', `image: x {{- /* ${waives} */ -}}`],
    ['INI', `role = x ; ${waives}`],
    ['Lua and SQL', `x -- ${waives}`],
    ['without a space', `image: redis #${waives}`],
    ['several signs', `image: redis ### ${waives}`],
  ])('%s', (_, line) => {
    expect(read(`first\n${line}\nthird`)).toEqual(['a-rule@2: It is known.']);
  });
});

describe('a comment that stands alone is for the next line that is none', () => {
  test.each([
    ['at once', `# ${waives}\nimage: x`, 2],
    ['after more comments', `# ${waives}\n# why\n\n// so\n/* and */\n<!-- so -->\nimage: x`, 7],
    ['what begins a document is no comment', `# ${waives}\n--- a\n`, 2],
    ['a comment with something behind it is none', `# ${waives}\n/* a */ image: x`, 2],
    ['of a Go template', `{{- /* ${waives} */}}\nimage: x`, 2],
    ['with line ends of Windows', `\r\n# ${waives}\r\nimage: x\r\n`, 3],
    ['at the end of a file, for itself', `image: x\n# ${waives}`, 2],
  ])('%s', (_, text, line) => {
    expect(read(text)).toEqual([`a-rule@${line}: It is known.`]);
  });
});

test('it names rules, and may name an owner and a ticket', () => {
  const text =
    'x # fineprint: ignore[ a, b,c ] owner=platform ticket=OPS-1 until=2027-03-31  Because of that.  ';
  expect(readAs(text)?.facts).toMatchObject([
    {
      rules: ['a', 'b', 'c'],
      owner: 'platform',
      ticket: 'OPS-1',
      expires: '2027-03-31',
      reason: 'Because of that.',
      place: { line: 1, column: 3 },
    },
  ]);
});

test.each([
  ['x # fineprint: ignore until=2027-03-31 why', 'it names no rule'],
  ['x # fineprint: ignore[] until=2027-03-31 why', 'it names no rule'],
  ['x # fineprint: ignore[a] why', 'it says no day until which it holds'],
  ['x # fineprint: ignore[a] until=2027-02-30 why', 'it says no day until which it holds'],
  ['x # fineprint: ignore[a] why until=2027-03-31', 'it says no day until which it holds'],
  ['x # fineprint: ignore[a] until=2027-03-31', 'it gives no reason'],
])('%s waives nothing, which is said', (text, because) => {
  const [problem, ...others] = read(text);
  expect(problem).toContain('waiver-invalid This comment waives nothing');
  expect(problem).toContain(because);
  expect(others).toEqual([]);
});

test.each([
  ['in a string', `image: "# ${waives}"`],
  ['in a URL', `image: https://${waives}`],
  ['without a comment', waives],
  ['something else', 'x # fineprint: is good'],
  ['ignored', 'x # fineprint: ignored[a] until=2027-03-31 why'],
])('%s: not a waiver', (_, text) => {
  expect(readAs(text)).toBe(null);
});

test('a file in UTF-16 is read too', () => {
  expect(readAs(`\ufeffx # ${waives}\n`, 'utf16le')?.facts).toHaveLength(1);
});

test('more of them than anybody wrote by hand are left out, which is said', () => {
  const reading = readAs(`x # ${waives}\n`.repeat(1_500));
  expect(reading?.facts).toHaveLength(1_000);
  expect(reading?.problems).toMatchObject([{ code: 'limit-reached' }]);
});

test('no text throws, and every place lies in it', () => {
  const piece = fc.constantFrom(
    'fineprint:',
    'ignore',
    '[a]',
    'until=2027-03-31',
    '#',
    '/*',
    '*/',
    '{{',
    '}}',
    '\n',
    ' ',
    'x',
    '--',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const reading = readAs(text);
      for (const { place } of [...(reading?.facts ?? []), ...(reading?.problems ?? [])]) {
        expect(place.start).toBeGreaterThanOrEqual(0);
        expect(place.end).toBeLessThanOrEqual(text.length);
        expect(text.slice(place.start, place.end)).not.toContain('\n');
      }
    }),
  );
});
