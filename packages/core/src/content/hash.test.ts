import { expect, test } from 'vitest';
import { sha256, treeHash } from './hash.ts';

// What Go made of public modules, as it stands in the go.sum of whoever uses them. The hash of a go.mod is that of a tree with
// nothing else in it.
test.each([
  [
    'module "rsc.io/quote"\n\nrequire "rsc.io/sampler" v1.3.0\n',
    'h1:LzX7hefJvL54yjefDEDHNONDjII0t9xZLPXsUe+TKr0=',
  ],
  ['module golang.org/x/text\n', 'h1:NqM8EUOU14njkJ3fqMW+pc6Ldnwhi/IjpwHt7yyuwOQ='],
  ['module github.com/pkg/errors\n', 'h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0='],
])('the go.mod %j', (text, hash) => {
  expect(treeHash(new Map([['go.mod', sha256(text)]]))).toBe(hash);
});

// The files of github.com/pkg/errors v0.9.1, as sha256sum prints them.
const sums = `
  cb568f716e3315bcebfc75bbc274b56577c2734ec3da6729ffac15919f416240  .gitignore
  94b59f3214367453c739d213f2147c342397bce8d2933f275dd0f964848fc564  .travis.yml
  8d427fd87bc9579ea368fde3d49f9ca22eac857f91a9dec7e3004bdfab7dee86  LICENSE
  5cf1acb1821fb8cf033e95c135e14b42fdd0e2feaa30ebeb351fec4e3d2db621  Makefile
  05f05fab4a6768d101da9f87b3ab341a1ef02576eb1d14ca39965658b0ac088a  README.md
  96ff26845daa1898b920e87d9773d851ba9ead739da89149b56cf37dec7e647f  appveyor.yml
  86b7ee347383ace847a598e3100731cd0c84269a435c2de42620615a661e8d2d  bench_test.go
  1b60ba5bcb417f0060d1c1fbcedaa1a702020499094ce8134f8b45a58c0ebbff  errors.go
  83e35523a54b7625833698300ab3f243d4afbd79747a0d39516da2583e97f712  errors_test.go
  69fc77ffa6bda83d8277079b55d3c87925a17cd45d1a708c7815cdb1bcf0e62a  example_test.go
  9567ff95c5b8034276526d22ae345b67169ecabccf6bd29f4c5cf8679e20db1f  format_test.go
  376074468c446254f347c884cd0c8137aae395a7a30fabb06ad19f211ba04d47  go113.go
  e4c7aea964e16cac1abdadd14f5e716ba6fb3f63ec37ecb9c1d8f9cf92b13adc  go113_test.go
  6e1aaeb129fe955b067d2130386eb00464d22a52ca4f874381ac1146616dc660  json_test.go
  ee30b2b9525acc7749abb992f150e6d5673c63c1ef8c30620ec70eed11abec35  stack.go
  2b5c5a152356261a9e9869a1a5378d6b9eaa48ba0ecbafbf80913fc864ac3cd4  stack_test.go
`;

test('a module as a whole, whose paths Go begins with its name and version', () => {
  const files = [...sums.matchAll(/(?<sum>[0-9a-f]{64}) {2}(?<path>\S+)/g)].map(
    ({ groups }) => [`github.com/pkg/errors@v0.9.1/${groups?.path}`, groups?.sum ?? ''] as const,
  );
  expect(files).toHaveLength(16);
  const hash = 'h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=';
  expect(treeHash(new Map(files))).toBe(hash);
  expect(treeHash(new Map(files.toReversed()))).toBe(hash);
});

test('paths are sorted by their bytes, which UTF-16 sorts otherwise', () => {
  const paths = ['\u{1f600}', '\uff5e', 'a'];
  const lines = ['a', '\uff5e', '\u{1f600}'].map((path) => `${sha256(path)}  ${path}\n`).join('');
  const whole = Buffer.from(sha256(lines), 'hex').toString('base64');
  expect(treeHash(new Map(paths.map((path) => [path, sha256(path)])))).toBe(`h1:${whole}`);
});
