import { expect, test } from 'vitest';
import { parseTemplate } from './parse.ts';
import { dictionary, joined, type Result, textOf } from './result.ts';
import { run } from './run.ts';

const values = dictionary([
  ['a', textOf('A')],
  ['empty', textOf('')],
  ['map', dictionary([['inner', textOf('I')]])],
  ['list', { is: 'list', items: [textOf('1'), textOf('2')] }],
  ['cluster', { is: 'unknown', source: '.cluster' }],
]);

function made(
  template: string,
  named: Readonly<Record<string, string>> = {},
  dot: Result = values,
): string | null {
  const nodes = parseTemplate(template);
  const budget = { left: 20_000, depth: 0, changes: new Map() };
  const find = (name: string) => (Object.hasOwn(named, name) ? parseTemplate(named[name] ?? '') : null);
  const runs = nodes && run(nodes, { dot, root: dot, variables: new Map(), named: find, budget });
  return runs && joined(runs);
}

test.each([
  ['{{ .a }}', 'A'],
  ['{{ .missing }}', ''],
  ['{{ .map.inner }}{{ $.map.inner }}', 'II'],
  ['x {{- .a -}}\n y', 'xAy'],
  ['{{/* }} */}}x', 'x'],
  ['{{-           /* " */ -}}x', 'x'],
  ['{{ "}}" }}', '}}'],
  ['{{ `a"b` }}', 'a"b'],
  ['{{ .empty | default .a | lower }}', 'a'],
  ['{{ coalesce .missing .empty .a }}', 'A'],
  ['{{ printf "%s:v%s%%" .a (print "1" ".2") }}', 'A:v1.2%'],
  ['{{ ternary "yes" "no" (empty .empty) }}', 'yes'],
  ['{{ if .empty }}1{{ else if .a }}2{{ else }}3{{ end }}', '2'],
  ['{{ if and .a (not .empty) (or .missing .a) }}1{{ end }}', '1'],
  ['{{ if eq .a "B" "A" }}1{{ end }}{{ if ne .a "A" }}2{{ end }}', '1'],
  ['{{ with .map }}{{ .inner }}{{ $.a }}{{ end }}', 'IA'],
  ['{{ with .empty }}x{{ else }}{{ .a }}{{ end }}', 'A'],
  ['{{ $x := "1" }}{{ if .a }}{{ $x = "2" }}{{ $y := "3" }}{{ end }}{{ $x }}', '2'],
  ['{{ range $i, $x := .list }}{{ $i }}{{ $x }}{{ . }};{{ end }}', '011;122;'],
  ['{{ range .map }}{{ . }}{{ end }}', 'I'],
  ['{{ trimPrefix "v" "v1" }}{{ trimSuffix "-x" "2-x" }}{{ trunc 1 "34" }}', '123'],
  ['{{ replace "+" "_" "1+2" }}{{ (split "/" "a/b")._1 }}{{ join "-" (splitList "/" "c/d") }}', '1_2bc-d'],
  ['{{ (index .map "inner") }}{{ index .list 1 }}{{ len .list }}{{ get .map "inner" }}', 'I22I'],
  [
    '{{ (merge (dict "x" "1") (dict "x" "2" "y" "3")).y }}{{ (mergeOverwrite (dict "x" "1") (dict "x" "2")).x }}',
    '32',
  ],
  [
    '{{ if hasKey .map "inner" }}1{{ end }}{{ if kindIs "map" .map }}2{{ end }}{{ if has "2" .list }}3{{ end }}',
    '123',
  ],
  ['{{ if gt (len .list) 1 }}1{{ end }}{{ if contains "b" "abc" }}2{{ end }}', '12'],
  ['{{ tpl "{{ .a }}!" . }}{{ tpl "plain" . }}', 'A!plain'],
  ['{{ $_ := set .map "inner" "J" }}{{ .map.inner }}{{ (set .map "new" "K").new }}', 'JK'],
  ['{{ join ":" (compact (append (list .a .empty) "B")) }}', 'A:B'],
  ['{{ .a }}{{ end }}{{ .never.read', 'A'],
])('%s makes %s', (template, text) => {
  expect(made(template)).toBe(text);
});

test('a named template sees what it is given, and ends at its own end', () => {
  const named = { it: '{{- if .x }}{{ .x }}{{ end }}{{ $.x }}{{ end }} the rest of the file' };
  expect(made('{{ include "it" (dict "x" .a) }}{{ template "it" (dict "x" "b") }}', named)).toBe('AAbb');
});

test('what is not known stays in the text as it is written', () => {
  expect(made('a:{{ .cluster.version }}')).toBe('a:{{ .cluster.version }}');
  expect(made('{{ printf "%s:%s" .a .cluster }}')).toBe('A:{{ .cluster }}');
  expect(made('{{ include "elsewhere" . }}')).toBe('{{ include "elsewhere" . }}');
});

test.each([
  '{{ if .cluster }}1{{ else }}2{{ end }}',
  '{{ range .cluster }}1{{ end }}',
  '{{ .map }}',
  '{{ if }}1{{ end }}',
  '{{ ( }}',
  '{{ define "x" }}{{ end }}',
])('%s makes nothing that can be told', (template) => {
  expect(made(template)).toBeNull();
});

test('a template that doubles itself ends', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `t${index}`,
      `{{ include "t${index + 1}" . }}{{ include "t${index + 1}" . }}`,
    ]),
  );
  expect(made('{{ include "t0" . }}', doubling)).toBe('{{ include "t0" . }}');
  expect(made('{{ include "self" . }}', { self: '{{ include "self" . }}' })).toContain('{{');
  const grown = `{{ $x := "ab" }}${'{{ $x = printf "%s%s" $x $x }}'.repeat(60)}{{ $x }}`;
  expect(made(grown)?.length ?? 0).toBeLessThan(10_000);
  const replaced = `{{ $x := "${'a'.repeat(3000)}" }}${'{{ $y := replace "a" $x $x }}'.repeat(5000)}{{ $y }}`;
  expect(made(replaced)?.length ?? 0).toBeLessThan(100);
  expect(made(`${'{{ if .a }}'.repeat(5000)}x`)).toBeNull();
  expect(made(`{{ "${'a'.repeat(5_000_000)}" }}`)).toBeNull();
  expect(made(`{{ ${'('.repeat(5000)}.a${')'.repeat(5000)} }}`)).toBeNull();
});
