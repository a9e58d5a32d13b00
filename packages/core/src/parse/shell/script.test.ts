import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppliedText } from '../reference/resolved-text.ts';
import { effectiveWords, programName, resolveWord } from './command.ts';
import { parseShell } from './script.ts';

/** One line a command: its words, then what it pipes into and stands within. */
function short(text: string): readonly string[] {
  return parseShell(text).commands.map(({ words, assignments, pipesInto, within }) => {
    const set = assignments.map(({ name, value }) => `${name}=${value.text}`);
    const pipe = pipesInto === null ? [] : [`|${pipesInto}`];
    const inside = within === null ? [] : [`in ${within}`];
    return [...set, ...words.map((word) => word.text), ...pipe, ...inside].join(' ');
  });
}

describe('lists and words', () => {
  test.each([
    ['a && b || c; d & e\nf', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['apt-get install -y \\\n  curl="7.*" \\\n  git # comment\nb', ['apt-get install -y curl=7.* git', 'b']],
    ['echo "a b" \'c d\' e\\ f', ['echo a b c d e f']],
    ['echo "a \\" \\$X \\n"', ['echo a " $X \\n']],
    ["echo $'a\\tb\\x41\\u0042\\101'", ['echo a\tbABA']],
    ['echo a#b #c', ['echo a#b']],
    ['X=1 Y="a b" run', ['X=1 Y=a b run']],
    ['X=$(date)', ['X=$(date)', 'date in 0']],
    ['a=(1 2); b', ['a=', 'b']],
    ['run >out 2>&1 <in &>all arg', ['run arg']],
    ['cat <<<word', ['cat']],
    ['read x <<<"$y"\na', ['read x', 'a']],
    ['local x=(a "$@") y=()\nb', ['local x= y=', 'b']],
    ['declare -A m=(\n ["a"]=1 # c\n)\nb', ['declare -A m=', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a b\rc', ['a b c']],
    ['', []],
    ['# only a comment', []],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual(expected);
    expect(parseShell(text).problems).toEqual([]);
  });

  test('a word knows whether it is literal, and where it is', () => {
    const text = 'pip install "a==1" b==$V';
    const words = parseShell(text).commands[0]?.words ?? [];
    expect(words.map((word) => word.isLiteral)).toEqual([true, true, true, false]);
    expect(words.map((word) => text.slice(word.start, word.end))).toEqual([
      'pip',
      'install',
      '"a==1"',
      'b==$V',
    ]);
  });
});

describe('pipelines', () => {
  test.each([
    ['curl u | sh', ['curl u |1', 'sh']],
    ['curl u | sudo bash -s -- x', ['curl u |1', 'sudo bash -s -- x']],
    ['a | b |& c', ['a |1', 'b |2', 'c']],
    ['a |\n b', ['a |1', 'b']],
    ['(a; b) | c', ['a |2', 'b |2', 'c']],
    ['{ a; b; } | c', ['a |2', 'b |2', 'c']],
    ['if a; then b; else c; fi | d', ['a |3', 'b |3', 'c |3', 'd']],
    ['a | (b; c)', ['a |1', 'b', 'c']],
    ['a || b', ['a', 'b']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });
});

describe('what is looked through', () => {
  test.each([
    ['for v in 1 2; do npm i -g "x@$v"; done', ['npm i -g x@$v']],
    ['for ((i=0; i<3; i++)); do a; done', ['a']],
    ['while read l; do a; done < f', ['read l', 'a']],
    ['until a; do b; done', ['a', 'b']],
    ['if ! a; then b; elif c; then d; fi; e', ['a', 'b', 'c', 'd', 'e']],
    ['case "$x" in\n a|b) c;;\n (d) e ;;\nesac; f', ['c', 'e', 'f']],
    ['case $x in a) b; esac', ['b']],
    ['f() { a; }; f', ['a', 'f']],
    ['function g { a; }', ['a']],
    ['[[ $a == b && ( -f c ) ]] && d', ['d']],
    ['((x = 1)); a', ['a']],
    ['echo $((1 + (2))) x', ['echo $((1 + (2))) x']],
    ['bash -c "$(curl u)"', ['bash -c $(curl u)', 'curl u in 0']],
    ['bash <(curl u)', ['bash <(curl u)', 'curl u in 0']],
    ['echo `which a`', ['echo `which a`', 'which a in 0']],
    ['echo "${X:-$(a | b)}"', ['echo ${X:-$(a | b)}', 'a |2 in 0', 'b in 0']],
    ['echo $((a) | b)', ['echo $((a) | b)', 'a |2 in 0', 'b in 0']],
    ['echo ${{ github.sha }} ${#X} ${X%%.*} ${a[0]}', ['echo ${{ github.sha }} ${#X} ${X%%.*} ${a[0]}']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected);
    expect(parseShell(text).problems).toEqual([]);
  });
});

describe('here-documents', () => {
  test('a body is not read as commands', () => {
    const text = "cat <<EOF | sh\na && b\nEOF\nc <<-'X'\n\tbody\n\tX\nd";
    const { commands, problems } = parseShell(text);
    expect(short(text)).toEqual(['cat |1', 'sh', 'c', 'd']);
    expect(
      commands[0]?.heredocs.map(({ body, isQuoted }) => [text.slice(body.start, body.end), isQuoted]),
    ).toEqual([['a && b\n', false]]);
    expect(commands[2]?.heredocs[0]).toMatchObject({ delimiter: 'X', isQuoted: true });
    expect(problems).toEqual([]);
  });

  test('one without end is a problem', () => {
    expect(parseShell('cat <<EOF\nx').problems).toMatchObject([{ start: 4, end: 9 }]);
  });
});

describe('prefixes', () => {
  test.each([
    ['sudo -E -u root apt-get install x', 'apt-get'],
    ['env -i A=b PATH=x /usr/bin/pip3 install y', 'pip3'],
    ['time -p make', 'make'],
    ['timeout -k 5 60 curl u', 'curl'],
    ['nohup nice -n 5 npm ci', 'npm'],
    ['exec "$@"', '$@'],
    ['sudo', 'sudo'],
    ['X=1', ''],
  ])('%s runs %s', (text, program) => {
    const [command] = parseShell(text).commands;
    if (!command) throw new Error('no command');
    expect(programName(command)).toBe(program);
    expect(effectiveWords(command).length).toBeLessThanOrEqual(command.words.length);
  });
});

test('variables of a word are filled in with their places', () => {
  const text = 'curl "https://h/$V/x-${W:-2}.tgz"';
  const word = parseShell(text).commands[0]?.words[1];
  if (!word) throw new Error('no word');
  const lookup = (name: string) => (name === 'V' ? { value: suppliedText('1'), place: null } : null);
  expect(resolveWord(text, word, lookup).text).toBe('https://h/1/x-2.tgz');
});

describe('broken scripts', () => {
  test.each([
    '"',
    "'",
    '`',
    '$(',
    '${X',
    '(',
    'if a',
    'for x',
    'case x in',
    'a )',
    'fi',
    '}',
    'cat <',
    '$((1',
    'f() ',
    '[[ a',
  ])('%j is read to its end', (text) => {
    expect(() => parseShell(text)).not.toThrow();
  });

  test.each(['"', "'", '`', '$(a', '${X', '(a', 'if a', 'a )', 'fi', '}', 'cat <', '$((1'])(
    '%j is a problem',
    (text) => {
      expect(parseShell(text).problems).not.toEqual([]);
    },
  );

  test.each([
    '(',
    '$(',
    '"$(',
    '${a:-',
    '`',
    '{ ',
    'if ',
    'f() ',
    '! ',
    'case x in (a) ',
    '<(',
    '$((',
    '((',
    'a=(',
  ])('a hundred thousand times %j is a problem, not an overflow', (piece) => {
    expect(() => parseShell(piece.repeat(100_000))).not.toThrow();
  });
});

const piece = fc.constantFrom(
  ...[
    'a',
    ' ',
    '\t',
    '\r',
    '\n',
    ';',
    '|',
    '&',
    '(',
    ')',
    '{ ',
    '}',
    '$',
    '${',
    '$(',
    '`',
    '"',
    "'",
    '\\',
    '<<E',
    '\nE\n',
    '<',
    '>',
    '#',
  ],
  ...[
    'if ',
    'then ',
    'fi ',
    'for x in ',
    'do ',
    'done ',
    'case x in ',
    ' esac',
    ';;',
    '[[ ',
    ']] ',
    '((',
    '))',
    'X=',
  ],
);

test('any text is read, with commands and words inside it and in order', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (script) => {
      const { commands, problems } = parseShell(script);
      for (const span of [...commands, ...commands.flatMap(({ words }) => words), ...problems]) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(script.length);
      }
      for (const { pipesInto, within } of commands) {
        if (pipesInto !== null) expect(commands[pipesInto]).toBeDefined();
        if (within !== null) expect(commands[within]).toBeDefined();
      }
    }),
    { seed: 1, numRuns: 5000 },
  );
});

test('quoting words and reading them back gives the words', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (words) => {
      const script = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
      expect(parseShell(script).commands[0]?.words.map(({ text }) => text)).toEqual(words);
    }),
    { seed: 2 },
  );
});

test('functions reach from their names to the ends of their bodies', () => {
  const text = 'a() { b; }\nfunction c {\n d() (e)\n}\n';
  const found = parseShell(text).functions.map(({ name, start, end }) => [name, text.slice(start, end)]);
  expect(found).toEqual([
    ['a', 'a() { b; }'],
    ['d', 'd() (e)'],
    ['c', 'function c {\n d() (e)\n}'],
  ]);
});
