import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Event, readEvent } from './event.ts';

const [base, head, none] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)];

function eventOf(name: string, payload: unknown): Event {
  const directory = mkdtempSync(join(tmpdir(), 'fineprint-event-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'event.json');
  writeFileSync(file, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readEvent({ GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: file });
}

function pullRequest(from: string | null, fields: object = {}) {
  const repo = from && { full_name: from };
  const pull = {
    number: 7,
    title: '$(id)',
    base: { sha: base, repo: { full_name: 'o/r' } },
    head: { sha: head, ref: '-h', repo },
  };
  return { pull_request: { ...pull, ...fields } };
}

test.each([
  [
    'pull_request',
    pullRequest('o/r'),
    { is: 'pull-request', number: 7, base, head, isTarget: false, isFork: false },
  ],
  ['pull_request_target', pullRequest('x/r'), { isTarget: true, isFork: true }],
  ['pull_request', pullRequest(null), { isTarget: false, isFork: true }],
  ['merge_group', { merge_group: { base_sha: base, head_sha: head } }, { is: 'merge-group', base, head }],
  ['push', push(base, 'refs/heads/main'), { is: 'push', before: base, isDefaultBranch: true }],
  ['push', push(none, 'refs/heads/x'), { is: 'push', before: null, isDefaultBranch: false }],
  ['schedule', { schedule: '* * * * *' }, { is: 'other' }],
  ['', 'nothing', { is: 'other' }],
])('%s is read', (name, payload, event) => {
  expect(eventOf(name, payload)).toMatchObject(event);
});

function push(before: string, ref: string) {
  return { before, ref, after: head, repository: { default_branch: 'main' } };
}

test.each([
  ['{', 'It is no JSON.'],
  ['[]', 'It is not what GitHub describes.'],
  [pullRequest('o/r', { number: '7; rm' }), 'It is not what GitHub describes.'],
  [pullRequest('o/r', { number: -1 }), 'It is not what GitHub describes.'],
  [
    pullRequest('o/r', { base: { sha: '--upload-pack=x', repo: { full_name: 'o/r' } } }),
    'It is not what GitHub describes.',
  ],
  [pullRequest('o/r', { head: { sha: '../../user', repo: null } }), 'It is not what GitHub describes.'],
])('a payload that is none is a change of which nothing is known', (payload, because) => {
  expect(eventOf('pull_request', payload)).toEqual({
    is: 'unreadable',
    because: `The payload of the event cannot be read. ${because}`,
  });
  expect(eventOf('push', payload)).toEqual({ is: 'other' });
});

test('without a file nothing is known either', () => {
  expect(readEvent({ GITHUB_EVENT_NAME: 'pull_request' }).is).toBe('unreadable');
});
