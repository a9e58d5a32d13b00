import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nameOf } from './normalise.ts';
import { readReferences } from './references.ts';
import { statementOf } from './statement.ts';

const { names } = readReferences(
  readFileSync(join(import.meta.dirname, '../../data/references.json'), 'utf8'),
);

test.each([
  ['Wharf, a tool for boats', 'neutral'],
  ['The MIT License (MIT)', 'neutral'],
  ['This work is licensed under the MIT license', 'licensed MIT'],
  ['Wharf is available under your choice of MIT or Apache-2.0', 'licensed MIT OR Apache-2.0'],
  ['Licensed under the GPLv2 or later', 'licensed GPL-2.0-or-later'],
  ['Licensed under MIT and Apache-2.0', 'licensed MIT, Apache-2.0'],
  ['Some parts of this work are licensed under either MIT or Apache-2.0', 'unread'],
  ['Licensed under the MIT license, except for the logo', 'unread'],
  ['You may not sell this', 'unread'],
  ['The above copyright notice need not be kept', 'unread'],
])('%s: %s', (text, expected) => {
  const statement = statementOf(names, nameOf(text).split(' '));
  const ids = statement.is === 'licensed' ? ` ${statement.ids.join(statement.choice ? ' OR ' : ', ')}` : '';
  expect(`${statement.is}${ids}`).toBe(expected);
});
