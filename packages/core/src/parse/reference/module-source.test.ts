import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGitUrl, repositoryLocation } from './git-source.ts';
import { type ModuleSource, parseModuleSource, sourcePin } from './module-source.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function short(source: ModuleSource): string {
  switch (source.is) {
    case 'local':
      return `local ${source.path}`;
    case 'registry':
      return `registry ${source.host ?? '-'} ${source.namespace}/${source.name}/${source.provider} ${source.subpath ?? '-'}`;
    case 'unknown':
      return 'unknown';
    default:
      return `${source.is} ${repositoryLocation(source)} ${source.subpath ?? '-'} ${source.ref?.text ?? '-'} ${sourcePin(source)}`;
  }
}

describe('module sources', () => {
  test.each([
    ['github.com/hashicorp/example?ref=v1.0.0', 'git github.com/hashicorp/example - v1.0.0 tag'],
    [
      'github.com/githubuser/myrepo//terraform/modules/moduleone?ref=tfmodule_one-v0.0.9',
      'git github.com/githubuser/myrepo terraform/modules/moduleone tfmodule_one-v0.0.9 tag',
    ],
    ['github.com/hashicorp/example.2.3.git?ref=v1.0.0', 'git github.com/hashicorp/example.2.3 - v1.0.0 tag'],
    ['github.com/o/r.git.git', 'git github.com/o/r.git - - none'],
    [
      'git@git.example.com:group/repo/foo.git//bar?depth=1&ref=bar-v1.0.0',
      'git git.example.com/group/repo/foo bar bar-v1.0.0 tag',
    ],
    [
      'git@git.example.com:group/repo/foo.git//bar?ref=bar-v1.0.0&depth=1',
      'git git.example.com/group/repo/foo bar bar-v1.0.0 tag',
    ],
    ['git::https://h.org/p/r.git?ref=v1&sshkey=abc', 'git h.org/p/r - v1 tag'],
    ['git::https://h.org/p/r.git?sshkey=a&ref=v2', 'git h.org/p/r - v2 tag'],
    ['git::https://h.org/p/r.git//sub?ref=v1&depth=1&archive=false', 'git h.org/p/r sub v1 tag'],
    [
      `git::ssh://user@host:2222/path/to/repo.git//sub/dir?ref=${sha}`,
      `git host:2222/path/to/repo sub/dir ${sha} commit`,
    ],
    ['git::https://h.org/p/r.git?ref=main', 'git h.org/p/r - main branch'],
    ['github.com/o/r', 'git github.com/o/r - - none'],
    ['git::https://github.com/o/r.git', 'git github.com/o/r - - none'],
    ['git@github.com:o/r.git', 'git github.com/o/r - - none'],
    ['git::git@github.com:o/r.git?ref=v1', 'git github.com/o/r - v1 tag'],
    ['bitbucket.org/ws/repo//x', 'git bitbucket.org/ws/repo x - none'],
    [
      'git@ssh.dev.azure.com:v3/Org/Project/Repo//some-module/path?ref=v1.0.0',
      'git dev.azure.com/Org/Project/_git/Repo some-module/path v1.0.0 tag',
    ],
    ['https://dev.azure.com/Org/Project/_git/Repo', 'git dev.azure.com/Org/Project/_git/Repo - - none'],
    ['git::ssh://git@host:22/o/r.git', 'git host/o/r - - none'],
    ['github.com/o/r/modules/x?ref=v1', 'git github.com/o/r modules/x v1 tag'],
    ['https://github.com/o/r//base?ref=v1.2.3&timeout=90s', 'git github.com/o/r base v1.2.3 tag'],
    ['hashicorp/consul/aws', 'registry - hashicorp/consul/aws -'],
    [
      'terraform-aws-modules/security-group/aws//modules/http-80',
      'registry - terraform-aws-modules/security-group/aws modules/http-80',
    ],
    [
      'app.terraform.io/example-corp/k8s-cluster/azurerm',
      'registry app.terraform.io example-corp/k8s-cluster/azurerm -',
    ],
    ['localterraform.com/corp/x/aws', 'registry localterraform.com corp/x/aws -'],
    ['gitlab.com/group/name/aws', 'registry gitlab.com group/name/aws -'],
    ['localhost/a/b/c', 'registry localhost a/b/c -'],
    ['registry:8443/a/b/c', 'registry registry a/b/c -'],
    ['nohost/a/b/c', 'unknown'],
    ['tfr:///terraform-aws-modules/vpc/aws?version=3.5.0', 'registry - terraform-aws-modules/vpc/aws -'],
    ['tfr://reg.example.com/a/b/c//sub?version=1', 'registry reg.example.com a/b/c sub'],
    ['oci://registry.example.com/ns/mod?tag=1.2.3', 'oci registry.example.com/ns/mod - - tag'],
    [`oci://registry.example.com/ns/mod?digest=${digest}`, 'oci registry.example.com/ns/mod - - digest'],
    ['oci://registry.example.com/ns/mod', 'oci registry.example.com/ns/mod - - none'],
    ['oci://registry.example.com/ns/mod?digest=sha256:12', 'oci registry.example.com/ns/mod - - null'],
    [
      's3::https://s3.amazonaws.com/bucket/vpc.zip//sub?versionId=x1',
      's3 s3.amazonaws.com/bucket/vpc.zip sub - digest',
    ],
    ['s3::https://s3.amazonaws.com/bucket/vpc.zip', 's3 s3.amazonaws.com/bucket/vpc.zip - - none'],
    [
      'gcs::https://www.googleapis.com/storage/v1/b/f.zip',
      'gcs www.googleapis.com/storage/v1/b/f.zip - - none',
    ],
    [`https://example.com/vpc.zip?archive=tar&checksum=${digest}`, 'http example.com/vpc.zip - - digest'],
    ['https://example.com/vpc.zip//sub?archive=tar', 'http example.com/vpc.zip sub - none'],
    ['https://example.com/vpc.zip?checksum=md5:0123', 'http example.com/vpc.zip - - none'],
    ['hg::http://example.com/repo?rev=v1.2', 'hg example.com/repo - v1.2 tag'],
    ['./modules/x', 'local ./modules/x'],
    ['../x//y', 'local ../x'],
    ['/abs/path', 'local /abs/path'],
    ['C:\\modules\\x', 'local C:\\modules\\x'],
    ['..', 'local ..'],
  ])('%s', (text, expected) => {
    expect(short(parseModuleSource(text))).toBe(expected);
  });

  test.each([
    'ext::sh -c "touch /tmp/p"',
    'EXT::sh -c x',
    'fd::17/foo',
    'file::///etc/passwd',
    'file:///etc/passwd',
    'git::file:///etc/passwd',
    'git::https://example.com/',
    'git::ext::sh -c x',
    'git::ssh://-oProxyCommand=touch%20x/y',
    'git::https://x@--upload-pack=touch /tmp/p/r.git',
    'a/%2e%2e/b',
    'a/../b',
    '${local.src}//modules/x?ref=${local.r}',
    '',
  ])('%s is kept as data', (text) => {
    expect(parseModuleSource(text).is).toBe('unknown');
  });

  test('a source whose beginning is filled in keeps what is literal', () => {
    expect(parseModuleSource('${local.src}//modules/x?ref=v1.0.0')).toMatchObject({
      is: 'unknown',
      subpath: 'modules/x',
      ref: { text: 'v1.0.0' },
    });
  });

  test('a path or ref that is filled in is said to be, and pins nothing', () => {
    const source = parseModuleSource('git::https://github.com/${var.org}/repo.git?ref=${var.ref}');
    expect(source).toMatchObject({ is: 'git', host: 'github.com', isSymbolic: true });
    expect(sourcePin(source)).toBeNull();
  });

  test('the ref is mapped to its place, percent escapes decoded', () => {
    const text = 'git::https://h.org/r.git?depth=1&ref=release%2F1.0&x=y';
    const source = parseModuleSource(text);
    if (source.is !== 'git' || !source.ref) throw new Error('no ref');
    expect(source.ref.text).toBe('release/1.0');
    expect(text.slice(source.ref.start, source.ref.end)).toBe('release%2F1.0');
  });

  test('the URL carries no credential, and each one is found', () => {
    const text = 'git::https://oauth2:s3cr3t-token@h.org/o/r.git?sshkey=c2VjcmV0&ref=v1';
    const source = parseModuleSource(text);
    if (source.is !== 'git') throw new Error('no repository');
    expect(source.url).toBe('https://h.org/o/r');
    expect(source.credentials.map(({ start, end }) => text.slice(start, end))).toEqual([
      's3cr3t-token',
      'c2VjcmV0',
    ]);
  });

  test('an archive keeps the parameters that its server needs, but no secret', () => {
    const source = parseModuleSource('https://h.org/get?file=a.zip&X-Amz-Signature=abc&archive=zip');
    expect(source).toMatchObject({ is: 'http', url: 'https://h.org/get?file=a.zip' });
  });

  test('a host that only looks familiar is shown in ASCII', () => {
    expect(parseModuleSource('git::https://g\u0456thub.com/o/r.git')).toMatchObject({
      host: 'xn--gthub-n2e.com',
    });
  });
});

test.each([
  ['https://github.com/o/r.git#v1:sub', 'https://github.com/o/r', 'v1:sub'],
  ['git+https://h.org/o/r.git', 'https://h.org/o/r', null],
  ['git@h.org:o/r.git', 'ssh://h.org/o/r', null],
  ['h.org/o/r', 'https://h.org/o/r', null],
])('%s is a repository', (text, url, fragment) => {
  const source = parseGitUrl(text);
  expect(source).toMatchObject({ is: 'git', url });
  if (source.is === 'git') expect(source.fragment?.text ?? null).toBe(fragment);
});

test('any text is answered, with places inside it', () => {
  const piece = fc.constantFrom(
    'git::',
    'https://',
    'a.b',
    '/',
    '//',
    '?',
    'ref=',
    '&',
    '#',
    '@',
    ':',
    '${',
    '}',
    'x',
    '.git',
    '%2',
    '-',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      const source = parseModuleSource(written);
      for (const span of [
        ...source.credentials,
        ...source.symbols,
        ...('ref' in source && source.ref ? [source.ref] : []),
      ]) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(written.length);
        expect(span.start).toBeLessThanOrEqual(span.end);
      }
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test.each(['//', 'a/', '?a=', '&ref=', 'git::', 'a:', '@', '${', '.git/', '%'])(
  'half a megabyte of %s ends',
  (piece) => {
    expect(parseModuleSource(`github.com/o/r${piece.repeat(500_000 / piece.length)}`).is).toBeTypeOf(
      'string',
    );
  },
);
