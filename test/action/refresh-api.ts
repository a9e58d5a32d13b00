// Takes the operations that the action uses, and the events that start it, out of GitHub's published description of its
// API, with their schemas: the tests hold requests, responses and event payloads to them. To refresh: unpack
// `npm pack @octokit/openapi@VERSION` elsewhere (385 MB), then
// `node test/action/refresh-api.ts …/generated/api.github.com.json`, and name the version in NOTICE.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const operations: readonly (readonly [path: string, method: string])[] = [
  ['/user', 'get'],
  ['/repos/{owner}/{repo}', 'get'],
  ['/repos/{owner}/{repo}/commits/{ref}', 'get'],
  ['/repos/{owner}/{repo}/compare/{basehead}', 'get'],
  ['/repos/{owner}/{repo}/contents/{path}', 'get'],
  ['/repos/{owner}/{repo}/dependency-graph/snapshots', 'post'],
  ['/repos/{owner}/{repo}/git/blobs/{file_sha}', 'get'],
  ['/repos/{owner}/{repo}/git/commits/{commit_sha}', 'get'],
  ['/repos/{owner}/{repo}/git/trees/{tree_sha}', 'get'],
  ['/repos/{owner}/{repo}/issues/comments/{comment_id}', 'get'],
  ['/repos/{owner}/{repo}/issues/comments/{comment_id}', 'patch'],
  ['/repos/{owner}/{repo}/issues/{issue_number}/comments', 'get'],
  ['/repos/{owner}/{repo}/issues/{issue_number}/comments', 'post'],
  ['/repos/{owner}/{repo}/pulls/{pull_number}', 'get'],
];

const events = [
  'merge-group-checks-requested',
  'pull-request-opened',
  'pull-request-synchronize',
  'push',
  'release-published',
  'workflow-dispatch',
];

// Prose and examples validate nothing and are most of the bytes.
const prose = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'x-github',
  'x-octokit',
]);
const places = ['parameters', 'responses', 'headers', 'schemas'];

const [source = ''] = process.argv.slice(2);
const description: unknown = JSON.parse(readFileSync(source, 'utf8'));
writeFileSync(join(import.meta.dirname, 'github-api.json'), `${JSON.stringify(excerpt(), null, 1)}\n`);

function excerpt(): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [path, method] of operations) {
    paths[path] = { ...paths[path], [method]: at(['paths', path, method]) };
  }
  const webhooks = Object.fromEntries(
    events.map((event) => [
      event,
      at(['x-webhooks', event, 'post', 'requestBody', 'content', 'application/json', 'schema']),
    ]),
  );
  const components: Record<string, Record<string, unknown>> = Object.fromEntries(
    places.map((place) => [place, {}]),
  );
  const wanted = [...referencesIn({ paths, webhooks })];
  for (let path = wanted.pop(); path; path = wanted.pop()) {
    const [, place = '', name = ''] = path;
    const kept = components[place];
    if (!kept)
      throw new Error(`The description refers to ${path.join('/')}, which this script does not copy.`);
    if (name in kept) continue;
    kept[name] = at(path);
    wanted.push(...referencesIn(kept[name]));
  }
  for (const [place, entries] of Object.entries(components)) {
    components[place] = Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return { openapi: at(['openapi']), info: at(['info']), paths, webhooks, components };
}

/** A part of the description without its prose. */
function at(path: readonly string[]): unknown {
  const found = path.reduce((value, name) => member(value, name), description);
  if (found === undefined) throw new Error(`The description has no ${path.join(' ')}.`);
  return withoutProse(found);
}

function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object'
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Members called `properties` hold names that others chose: there, `description` is one of them. */
function withoutProse(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !prose.has(key))
      .map(([key, item]) => [key, withoutProse(item, !isNames && key === 'properties')]),
  );
}

function* referencesIn(value: unknown): Generator<readonly string[]> {
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (key === '$ref' && typeof item === 'string') yield item.split('/').slice(1);
    else yield* referencesIn(item);
  }
}
