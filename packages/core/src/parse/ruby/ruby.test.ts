import { expect, test } from 'vitest';
import { rubyCalls } from './calls.ts';
import type { RubyValue } from './value.ts';

function shown(value: RubyValue | undefined): string {
  switch (value?.is) {
    case 'text':
      return JSON.stringify(value.resolved.text);
    case 'symbol':
      return `:${value.text}`;
    case 'list':
      return `[${value.items.map(shown).join(', ')}]`;
    case 'hash':
      return `{${value.entries.map((entry) => `${shown(entry.key)}=>${shown(entry.value)}`).join(', ')}}`;
    case 'alternatives':
      return value.options.map(shown).join(' or ');
    default:
      return '?';
  }
}

function callsOf(text: string): readonly string[] {
  return rubyCalls(text).calls.map(({ path, args, within }) =>
    `${'  '.repeat(within.length)}${path.join('.')} ${args.map(shown).join(', ')}`.trimEnd(),
  );
}

test.each<[string, string, readonly string[]]>([
  [
    'arguments with and without parentheses',
    `mod 'a', "1"\nmod('b', :git => 'u', ref: 'v')`,
    ['mod "a", "1"', 'mod "b", {:git=>"u", :ref=>"v"}'],
  ],
  [
    'arguments over lines',
    "mod 'a',\n  git: 'u',\n  # why\n  tag: 'v1'\nforge 'x'",
    ['mod "a", {:git=>"u", :tag=>"v1"}', 'forge "x"'],
  ],
  [
    'blocks',
    "a 'x' do |b|\n  b.c = 'y'\n  b.d { |e| e.f 'z' }\nend\ng",
    ['a "x"', '  b.c= "y"', '  b.d', '    e.f "z"', 'g'],
  ],
  [
    'a constant, and a name that is set twice',
    "V = '1.2'\nw = 'a'\nw = 'b'\nm \"v#{V}\", w, \"#{w}\"",
    ['m "v1.2", ?, "#{w}"'],
  ],
  [
    'defaults and alternatives',
    "a ENV['X'] || 'y'\na ENV.fetch('X', 'z')\na x ? 'p' : 'q'",
    ['a "y"', 'a "z"', 'a "p" or "q"'],
  ],
  [
    'loops over literals',
    "%w(a b).each do |n|\n  depends n\nend\n{ x: '1' }.each { |k, v| m k, v }",
    ['each', 'depends "a"', 'depends "b"', 'each', 'm :x, "1"'],
  ],
  [
    'conditions are not obeyed',
    "if x == 'y'\n  a 'b'\nelsif z then a 'c'\nelse\n  a 'd' unless e\nend\na 'f'",
    ['a "b"', 'a "c"', 'a "d"', 'a "f"'],
  ],
  [
    'here-documents',
    "a inline: <<-EOS, b: 'c'\n  one\n    two \\\n  EOS\nd <<~'X'\n    three\n  #{four}\n  X\n",
    ['a {:inline=>"  one\\n    two ", :b=>"c"}', 'd "  three\\n#{four}\\n"'],
  ],
  ['texts that are added', "a 'x' + B, ['p'] + ['q']\nB = 'late'", ['a "x#{B}", ["p", "q"]']],
  [
    'methods, lambdas and conditions in brackets',
    "def a(b) c 'd' end\ndef e = f('g')\ndef self.h=(i)\n  j 'k'\nend\nl -> m, n do o 'p' end\nq (r unless s?)\nt u: , v: 'w'\nx.(y)\nz 'z'",
    ['c "d"', 'j "k"', 'l ?', 'q ?', 't {:u=>?, :v=>"w"}', 'z "z"'],
  ],
  ['a condition as value', "x = if a then 'b' else 'c' end\nd 'e'", ['d "e"']],
  [
    'a variable that is set in passing',
    "define name = 'web' do |n|\n  n.box = 'b'\nend",
    ['define "web"', '  n.box= "b"'],
  ],
  ['comments, and what follows the end', "=begin\na 'x'\n=end\nb 'y' # c 'z'\n__END__\nd 'w'", ['b "y"']],
])('%s', (_, text, expected) => {
  expect(callsOf(text)).toEqual(expected);
});

test('places are those of the file', () => {
  const text = 'V = \'v1.2\'\nmod "x", ref: "#{V}-a"';
  const [call] = rubyCalls(text).calls;
  const [, options] = call?.args ?? [];
  const ref = options?.is === 'hash' ? options.entries[0]?.value : undefined;
  const pieces = ref?.is === 'text' ? ref.resolved.pieces : [];
  expect(pieces.map(({ span }) => text.slice(span.start, span.end))).toEqual(['v1.2', '-a']);
});

test('what is not closed is told', () => {
  expect(rubyCalls("a do\n  b 'c'\n").problems).toHaveLength(1);
  expect(rubyCalls("a 'b").problems).toHaveLength(1);
});

test.each([
  ['brackets', '['.repeat(200_000)],
  ['blocks', 'a { '.repeat(100_000)],
  ['sums', `a ${"'x' + ".repeat(100_000)}'y'`],
  ['strings', `"#{`.repeat(100_000)],
  ['here-documents', '<<A\n'.repeat(50_000)],
  ['slashes', '/'.repeat(300_000)],
  ['loops', `${'[1,2,3,4,5,6,7,8,9].each { |x| '.repeat(20)} m x ${'}'.repeat(20)}`],
  ['keys', `a ${'b: '.repeat(100_000)}`],
  ['ifs', 'if x\n'.repeat(100_000)],
])('many %s end', (_, text) => {
  expect(rubyCalls(text).calls.length).toBeLessThanOrEqual(20_000);
});

test('a text that a variable holds stands where it is used', () => {
  const text = "BOX = 'a/b'\nbox BOX";
  const [value] = rubyCalls(text).calls[0]?.args ?? [];
  expect(value && text.slice(value.start, value.end)).toBe('BOX');
  const [piece] = value?.is === 'text' ? value.resolved.pieces : [];
  expect(piece?.via.map(({ place }) => place && text.slice(place.start, place.end))).toEqual(["'a/b'"]);
});
