import { expect, test } from 'vitest';
import { escapedAttribute, escapedText } from './xml-text.ts';

test.each([
  ['<a href="x">&amp;', '&lt;a href="x"&gt;&amp;amp;'],
  [']]>', ']]&gt;'],
  ['a\r\nb\tc', 'a&#13;\nb\tc'],
  ['\u0000\u0008\u000b\u000c\u000e\u001f', '\\x00\\x08\\x0b\\x0c\\x0e\\x1f'],
  ['\ufffe\uffff', '\\u{fffe}\\u{ffff}'],
  ['\ud83d\ude00 \ud83d \ude00', '\ud83d\ude00 \\u{d83d} \\u{de00}'],
  ['\u0085\u2028', '\u0085\u2028'],
])('%j is written as %j', (text, written) => {
  expect(escapedText(text)).toBe(written);
});

test('an attribute keeps its quotes and line ends', () => {
  expect(escapedAttribute('"a\'\t\r\n<&\u0000')).toBe("&quot;a'&#9;&#13;&#10;&lt;&amp;\\x00");
});
