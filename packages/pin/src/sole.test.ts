import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover, type Lookup } from '@fineprint/core';
import { extractors } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPins } from './plan.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fineprint-sole-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const digest = `sha256:${'ab12'.repeat(16)}`;
const lookup: Lookup = {
  online: true,
  ask: () => Promise.resolve({ is: 'answer', version: null, digest, commit: null }),
};
const role = {
  'roles/web/defaults/main.yml': 'web_image_name: example/web\nweb_image_tag: "1.0"\n',
  'roles/web/tasks/main.yml': `- community.docker.docker_container:
    image: "{{ web_image_name }}:{{ web_image_tag }}"
`,
};

async function pinned(files: Readonly<Record<string, string>>): Promise<boolean> {
  for (const [path, text] of Object.entries({ ...role, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { changes, left } = await planPins(discover(root, { git: 'none' }), {
    extractors,
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    cache: null,
    lookup,
    usage: () => null,
    stays: () => null,
  });
  expect(changes.length + left.length).toBe(1);
  return changes[0]?.textAfter === `web_image_name: example/web\nweb_image_tag: "1.0@${digest}"\n`;
}

test.each([
  [{}],
  [{ 'README.md': 'Set `web_image_tag`.\n' }],
  [{ 'roles/web/templates/x.j2': '{{ web_image_tags }} {{ my_web_image_tag }}' }],
  [{ 'logo.png': 'web_image_tag\0' }],
])('an image whose variables stand nowhere else is pinned (%j)', async (files) => {
  expect(await pinned(files)).toBe(true);
});

test.each([
  [{ 'roles/web/templates/unit.service': 'Description={{ web_image_tag }}\n' }],
  [{ 'group_vars/some.yml': 'web_image_name: other/web\n' }],
  [{ 'host_vars/one': '# web_image_tag\n' }],
  [{ 'deploy.sh': '\n\nansible-playbook site.yml -e web_image_tag=2\n' }],
  [
    {
      'roles/web/tasks/main.yml':
        '- community.docker.docker_container: { image: "{{ web_image_name }}:{{ web_image_tag }}", name: "{{ web_image_tag }}" }\n',
    },
  ],
])('an image whose variables stand elsewhere is left (%j)', async (files) => {
  expect(await pinned(files)).toBe(false);
});
