import { describe, expect, test } from 'vitest';
import { attributeOf, evaluatedFunctions, evaluateHcl, type HclValue, parseHcl } from '../index.ts';

/** What the functions' own pages say they give: https://developer.hashicorp.com/terraform/language/functions */
const documented: readonly (readonly [source: string, result: unknown])[] = [
  ['abs(-12.4)', 12.4],
  ['ceil(5.1)', 6],
  ['floor(4.9)', 4],
  ['max(12, 54, 3)', 54],
  ['min([12, 54, 3]...)', 3],
  ['parseint("FF", 16)', 255],
  ['parseint("-10", 2)', -2],
  ['pow(3, 2)', 9],
  ['signum(-13)', -1],
  ['sum([10, 13, 6, 4.5])', 33.5],
  ['sum([0.1, 0.2])', 0.3],
  ['chomp("hello\\r\\n\\n")', 'hello'],
  ['endswith("hello world", "world")', true],
  ['format("Hello, %s!", "Ander")', 'Hello, Ander!'],
  ['format("There are %d lights", 4)', 'There are 4 lights'],
  ['format("%04d|%-6s|%6.2f|%x|%5t|%%", 7, "ab", 3.14159, 255, true)', '0007|ab    |  3.14|ff| true|%'],
  ['format("%[2]s-%[1]s", "a", "b")', 'b-a'],
  ['format("%v %v", [1, "a"], { b = null })', '[1,"a"] {"b":null}'],
  ['format("%q", "a\\"b")', '"a\\"b"'],
  ['formatlist("Hello, %s!", ["Valentina", "Ander"])', ['Hello, Valentina!', 'Hello, Ander!']],
  [
    'formatlist("%s, %s!", "Salutations", ["Valentina", "Ander"])',
    ['Salutations, Valentina!', 'Salutations, Ander!'],
  ],
  ['indent(2, "[\\n  foo,\\n]")', '[\n    foo,\n  ]'],
  ['join("-", ["foo", "bar", "baz"])', 'foo-bar-baz'],
  ['join(", ", ["foo"], ["bar"])', 'foo, bar'],
  ['lower("АЛЛО!")', 'алло!'],
  ['upper("hello")', 'HELLO'],
  ['title("hello world")', 'Hello World'],
  ['regex("[a-z]+", "53453453.345345aaabbbccc23454")', 'aaabbbccc'],
  ['regex("(\\\\d\\\\d\\\\d\\\\d)-(\\\\d\\\\d)-(\\\\d\\\\d)", "2019-02-01")', ['2019', '02', '01']],
  [
    'regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")',
    { scheme: 'https', authority: 'terraform.io' },
  ],
  ['regex("v[0-9\\\\-]+\\\\:x", "v1-2:x")', 'v1-2:x'],
  ['regexall("[a-z]+", "1234abcd5678efgh9")', ['abcd', 'efgh']],
  ['replace("1 + 2 + 3", "+", "-")', '1 - 2 - 3'],
  ['replace("hello world", "/w.*d/", "everybody")', 'hello everybody'],
  ['replace("a-b", "/(\\\\w)-(\\\\w)/", "$2-$${1}")', 'b-a'],
  ['split(",", "foo,bar,baz")', ['foo', 'bar', 'baz']],
  ['split(",", "")', ['']],
  ['startswith("hello world", "hello")', true],
  ['strcontains("hello world", "wor")', true],
  ['strrev("a ☃")', '☃ a'],
  ['substr("hello world", 1, 4)', 'ello'],
  ['substr("🤔🤷", 0, 1)', '🤔'],
  ['substr("hello world", -5, -1)', 'world'],
  ['trim("?!hello?!", "!?")', 'hello'],
  ['trimprefix("helloworld", "hello")', 'world'],
  ['trimsuffix("helloworld", "world")', 'hello'],
  ['trimspace("  hello\\n\\n")', 'hello'],
  ['alltrue(["true", true])', true],
  ['anytrue(["true", false])', true],
  ['chunklist(["a", "b", "c"], 2)', [['a', 'b'], ['c']]],
  ['coalesce("", "b")', 'b'],
  ['coalescelist([], ["c", "d"])', ['c', 'd']],
  ['compact(["a", "", "b", null, "c"])', ['a', 'b', 'c']],
  ['concat(["a", ""], ["b", "c"])', ['a', '', 'b', 'c']],
  ['contains(["a", "b", "c"], "d")', false],
  ['distinct(["a", "b", "a", "c", "d", "b"])', ['a', 'b', 'c', 'd']],
  ['element(["a", "b", "c"], 3)', 'a'],
  ['element(["a", "b", "c"], -1)', 'c'],
  ['flatten([["a", "b"], [], [["c"]]])', ['a', 'b', 'c']],
  ['index(["a", "b", "c"], "b")', 1],
  ['keys({a=1, c=2, d=3})', ['a', 'c', 'd']],
  ['length("👾🕹️")', 2],
  ['length({"a" = "b"})', 1],
  ['lookup({a="ay", b="bee"}, "c", "what?")', 'what?'],
  [
    'matchkeys(["i-123", "i-abc", "i-def"], ["us-west", "us-east", "us-east"], ["us-east"])',
    ['i-abc', 'i-def'],
  ],
  ['merge({a="b", c="d"}, {e="f", c="z"})', { a: 'b', c: 'z', e: 'f' }],
  ['merge([{a="b"}, {c="d"}]...)', { a: 'b', c: 'd' }],
  ['one([])', null],
  ['range(1, 8, 2)', [1, 3, 5, 7]],
  ['range(4, 1)', [4, 3, 2]],
  ['reverse([1, 2, 3])', [3, 2, 1]],
  ['setintersection(["a", "b"], ["b", "c"], ["b", "d"])', ['b']],
  [
    'setproduct(["a", "b"], ["x", "y"])',
    [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['b', 'y'],
    ],
  ],
  ['setsubtract(["a", "b", "c"], ["a", "c"])', ['b']],
  ['setunion(["a", "b"], ["b", "c"], ["d"])', ['a', 'b', 'c', 'd']],
  ['slice(["a", "b", "c", "d"], 1, 3)', ['b', 'c']],
  ['sort(["e", "d", "a", "x"])', ['a', 'd', 'e', 'x']],
  ['transpose({"a" = ["1", "2"], "b" = ["2", "3"]})', { 1: ['a'], 2: ['a', 'b'], 3: ['b'] }],
  ['values({a=3, c=2, d=1})', [3, 2, 1]],
  ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
  ['base64decode("SGVsbG8gV29ybGQ=")', 'Hello World'],
  ['base64encode("Hello World")', 'SGVsbG8gV29ybGQ='],
  ['jsondecode("{\\"hello\\": [1, true, null]}")', { hello: [1, true, null] }],
  ['jsonencode({"hello"="world<"})', '{"hello":"world\\u003c"}'],
  ['yamldecode("{a: 1, b: [\\"x\\", true, null], c: 1.10}")', { a: 1, b: ['x', true, null], c: 1.1 }],
  ['urlencode("Hello World!")', 'Hello+World%21'],
  ['abspath("/a/../b")', '/b'],
  ['basename("foo/bar/baz.txt")', 'baz.txt'],
  ['dirname("foo/bar/baz.txt")', 'foo/bar'],
  ['md5("hello world")', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
  ['sha1("hello world")', '2aae6c35c94fcfb415dbe95f408b9ce91ee846ed'],
  ['sha256("hello world")', 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
  [
    'sha512("")',
    'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
  ],
  ['can(tonumber("a"))', false],
  ['sensitive("x")', 'x'],
  ['nonsensitive("x")', 'x'],
  ['ephemeralasnull("x")', 'x'],
  ['tobool("true")', true],
  ['tolist(["a", "b"])', ['a', 'b']],
  ['tomap({"a" = 1})', { a: 1 }],
  ['tonumber("1")', 1],
  ['toset(["c", "b", "b"])', ['b', 'c']],
  ['tostring(true)', 'true'],
  ['try(tonumber("a"), "fallback")', 'fallback'],
  ['core::upper("a")', 'A'],
];

test.each(documented)('%s', (source, result) => {
  expect(plain(evaluated(source))).toEqual(result);
});

test('every evaluated function has an example', () => {
  const shown = new Set(documented.map(([source]) => source.replace('core::', '').split('(')[0]));
  const read = ['file', 'templatefile'];
  expect(evaluatedFunctions.filter((name) => !shown.has(name))).toEqual(read);
});

describe('what Terraform refuses fails, and what is not evaluated does not', () => {
  test.each([
    ['tonumber("a")', true],
    ['element([], 0)', true],
    ['lookup({}, "a")', true],
    ['slice(["a"], 0, 2)', true],
    ['format("%d", "a")', true],
    ['upper("a", "b")', true],
    ['upper([])', true],
    ['abspath("a")', false],
    ['regex("(?=a)", "a")', false],
    ['regex("a\\\\1", "a")', false],
    ['regex("(.*)(.*)(.*)(.*)(.*)x", join("", [for i in range(100) : "a"]))', false],
    ['regex("(a?a?)+$", join("", [for i in range(40) : "a"]))', false],
    [`regex("${'a?'.repeat(30)}${'a'.repeat(30)}", "${'a'.repeat(30)}")`, false],
    [`regex("${'(a|a)'.repeat(30)}b", "${'a'.repeat(30)}")`, false],
    ['upper(var.x)', false],
    ['timestamp()', false],
  ])('%s', (source, failed) => {
    expect(evaluated(source)).toMatchObject({ is: 'unknown', failed });
  });
});

function evaluated(source: string): HclValue {
  const text = `x = ${source}\n`;
  const attribute = attributeOf(parseHcl(text).body, 'x');
  if (attribute === undefined) throw new Error(`No expression: ${source}`);
  return evaluateHcl(attribute.value, {
    file: 'x.tf',
    text,
    resolve: () => ({ is: 'unknown', reason: 'Not set.' }),
  });
}

function plain(value: HclValue): unknown {
  switch (value.is) {
    case 'string':
      return value.text;
    case 'number':
      return Number(value.text);
    case 'bool':
      return value.value;
    case 'null':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
    case 'unknown':
      return value;
  }
}
