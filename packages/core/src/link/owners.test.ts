import { expect, test } from 'vitest';
import { sourceFile } from '../read/source-file.ts';
import { ownersOf } from './owners.ts';

const codeowners = `
* @all
/infra/   @platform @network   # a remark
*.yml     @ci
docs/**/*.md @writers
/infra/open/
[Section]
`;

test.each([
  ['README.md', ['@all']],
  ['infra/main.tf', ['@network', '@platform']],
  ['deep/infra/main.tf', ['@all']],
  ['.github/workflows/ci.yml', ['@ci']],
  ['docs/a/b/page.md', ['@writers']],
  ['infra/open/x.tf', []],
])('the last line that matches %s names its owners', (path, owners) => {
  const file = (name: string) => (name === 'CODEOWNERS' ? sourceFile(codeowners) : undefined);
  expect(ownersOf({ file })(path)).toEqual(owners);
});

test('without a CODEOWNERS file nobody owns anything', () => {
  expect(ownersOf({ file: () => undefined })('main.tf')).toEqual([]);
});
