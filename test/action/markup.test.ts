import { expect, test } from 'vitest';
import { markupOf } from './markup.ts';

test('what GitHub obeys is found', () => {
  expect(
    markupOf(
      '# H1\n\n[x](http://evil) ![](http://track) @org/team and (@user), #123, a/b#4, GH-5 <!-- marker -->\n\nhttp://auto.example mail@example.com <img src="y">\n',
    ),
  ).toMatchObject({
    links: ['http://evil', 'http://auto.example', 'mailto:mail@example.com'],
    images: ['http://track', 'y'],
    mentions: ['@org/team', '@user'],
    references: ['#123', 'a/b#4', 'GH-5'],
    comments: ['<!-- marker -->'],
    tags: ['a', 'h1', 'img', 'p'],
  });
});

test('what is code or escaped is text', () => {
  const { links, images, mentions, references, comments, text } = markupOf(
    '`[x](http://evil) @org/team #123 <!-- marker -->` \\[x](y) @\u200borg \\#\u200b1 &lt;!-- marker --&gt;',
  );
  expect({ links, images, mentions, references, comments }).toEqual({
    links: [],
    images: [],
    mentions: [],
    references: [],
    comments: [],
  });
  expect(text).toContain('<!-- marker -->');
});
