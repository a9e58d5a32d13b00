import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDigest, parseImageReference } from './image.ts';

const sha256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const sha512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

function short(text: string): string {
  const image = parseImageReference(text);
  if (image.is === 'invalid') return 'invalid';
  const { registry, repository, tag, digest } = image;
  return [image.is, registry, repository, tag, digest].map((part) => part ?? '-').join(' ');
}

describe('names', () => {
  test.each([
    ['redis', 'docker.io library/redis'],
    ['library/redis', 'docker.io library/redis'],
    ['docker.io/redis', 'docker.io library/redis'],
    ['docker.io/library/redis', 'docker.io library/redis'],
    ['index.docker.io/redis', 'docker.io library/redis'],
    ['registry-1.docker.io/library/redis', 'docker.io library/redis'],
    ['grafana/grafana', 'docker.io grafana/grafana'],
    ['registry:5000/foo-service', 'registry:5000 foo-service'],
    ['localhost/app', 'localhost app'],
    ['localhost:5000/a/b', 'localhost:5000 a/b'],
    ['quay.io:443/org/app', 'quay.io org/app'],
    ['ghcr.io/owner/app__x/y-z', 'ghcr.io owner/app__x/y-z'],
    ['[::1]:5000/app', '[::1]:5000 app'],
    ['GHCR.io/owner/app', 'ghcr.io owner/app'],
  ])('%s is %s', (text, name) => {
    expect(short(text)).toBe(`image ${name} - -`);
  });

  test('a name without registry is said to be short', () => {
    expect(parseImageReference('redis')).toMatchObject({ isShortName: true });
    expect(parseImageReference('docker.io/redis')).toMatchObject({ isShortName: false });
  });
});

describe('tags and digests', () => {
  test('a colon before the last slash is no tag', () => {
    expect(parseImageReference('registry:5000/foo')).toMatchObject({ tag: null, tagSpan: null });
    expect(parseImageReference('registry:5000/foo:1')).toMatchObject({
      tag: '1',
      tagSpan: { start: 18, end: 19 },
    });
  });

  test('a tag and a digest are both kept, with their places', () => {
    const text = `ghcr.io/o/app:1.2@${sha256}`;
    const image = parseImageReference(text);
    expect(image).toMatchObject({ is: 'image', tag: '1.2', digest: sha256 });
    if (image.is === 'invalid' || !image.tagSpan || !image.digestSpan) throw new Error('parts are missing');
    expect(text.slice(image.tagSpan.start, image.tagSpan.end)).toBe('1.2');
    expect(text.slice(image.digestSpan.start, image.digestSpan.end)).toBe(sha256);
    expect(text.slice(image.nameSpan.start, image.nameSpan.end)).toBe('ghcr.io/o/app');
  });

  test('a digest has exactly its number of lower-case hexadecimal digits', () => {
    expect(isDigest(sha256)).toBe(true);
    expect(isDigest(sha512)).toBe(true);
    for (const wrong of [
      sha256.slice(0, -1),
      `${sha256}0`,
      sha256.toUpperCase(),
      sha512.replace('512', '256'),
      'md5:00',
    ]) {
      expect(isDigest(wrong)).toBe(false);
      expect(short(`redis@${wrong}`)).toBe('invalid');
    }
  });
});

test.each([
  '',
  ':1',
  '@',
  'Redis',
  'docker/Docker',
  'docker.io/docker/Docker',
  'https://github.com/docker/docker',
  '-docker/x',
  'docker///docker',
  'a..b/c',
  'redis:',
  'redis:a b',
  'redis:-1',
  `redis:${'1'.repeat(129)}`,
  'redis@sha256:',
  'a'.repeat(256),
  '0123456789abcdef'.repeat(4),
  'a\u0430/b',
  'x/%2e%2e/y',
])('%j is no image', (text) => {
  expect(parseImageReference(text).is).toBe('invalid');
});

describe('what another program fills in', () => {
  test.each([
    [`redis@sha256:$\{DIGEST}`, 'docker.io library/redis - -'],
    ['redis:${TAG}', 'docker.io library/redis - -'],
    ['redis:7-${VARIANT}', 'docker.io library/redis - -'],
    ['${IMAGE}', '- - - -'],
    [`$\{IMAGE}@${sha256}`, `- - - ${sha256}`],
    ['$REGISTRY/group/app:1.0', '- group/app 1.0 -'],
    ['ghcr.io/${OWNER}/app:1', 'ghcr.io - 1 -'],
    ['{{ .Values.image.repository }}:{{ .Values.image.tag | default "x:y/z" }}', '- - - -'],
    ['repo/app:{{ tag }}', 'docker.io repo/app - -'],
    ['<< parameters.image >>:1', '- - 1 -'],
    ['app:%VERSION%', 'docker.io library/app - -'],
    ['app:$(cat version)', 'docker.io library/app - -'],
    [`redis@${sha256}$\{X}`, 'docker.io library/redis - -'],
    ['redis$X', '- - - -'],
    ['redis:${TAG', 'docker.io library/redis - -'],
  ])('%s', (text, expected) => {
    expect(short(text)).toBe(`symbolic ${expected}`);
  });
});

describe('hostile texts', () => {
  const million = 1_000_000;
  test.each([
    ['a/'.repeat(million / 2)],
    ['a.'.repeat(million / 2)],
    ['a-'.repeat(million / 2)],
    ['-'.repeat(million)],
    ['a:'.repeat(million / 2)],
    [`a@sha256:${'0'.repeat(million)}`],
    ['${'.repeat(million / 2)],
    ['$('.repeat(million / 2)],
    ['%a'.repeat(million / 2)],
    ['<<'.repeat(million / 2)],
    ['{{'.repeat(million / 2)],
  ])('a megabyte of one thing is refused or symbolic', (text) => {
    expect(parseImageReference(text).is).not.toBe('image');
  });

  test('any text is answered, with places inside it', () => {
    const piece = fc.constantFrom(
      'a',
      '/',
      ':',
      '@',
      'sha256:',
      '0'.repeat(64),
      '${',
      '}',
      '{{',
      '}}',
      'X',
      '.',
      '-',
      '$',
      '%',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const image = parseImageReference(written);
        if (image.is === 'invalid') return;
        for (const span of [image.nameSpan, image.tagSpan, image.digestSpan]) {
          if (!span) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(written.length);
        }
        if (image.digest !== null && image.digestSpan) {
          expect(written.slice(image.digestSpan.start, image.digestSpan.end)).toBe(image.digest);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('a normalised name is its own normal form', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,5}([._-][a-z0-9]{1,3})?$/);
    const host = fc.constantFrom(
      '',
      'docker.io/',
      'index.docker.io/',
      'quay.io:443/',
      'registry:5000/',
      'Ghcr.IO/',
    );
    fc.assert(
      fc.property(host, fc.array(part, { minLength: 1, maxLength: 3 }), (registry, parts) => {
        const image = parseImageReference(registry + parts.join('/'));
        if (image.is !== 'image') return;
        const again = parseImageReference(`${image.registry}/${image.repository}`);
        expect(again).toMatchObject({ registry: image.registry, repository: image.repository });
      }),
      { seed: 2 },
    );
  });
});
