import { describe, expect, test } from 'vitest';
import { componentOf, saidOf, textOf, treeOf } from './tree.testkit.ts';

const mit = textOf('MIT');

describe('collections of Ansible', () => {
  const place = 'collections/ansible_collections/acme/web';
  const manifest = (license: string) =>
    `{"collection_info":{"namespace":"acme","name":"web","version":"1.2.0",\n"license":${license},"license_file":null}}`;
  const said = (files: Parameters<typeof treeOf>[0], version = '1.2.0') =>
    saidOf(
      componentOf('ansible-collection:acme.web', { version, at: 'play/requirements.yml' }),
      treeOf(files),
    );

  test('say it in MANIFEST.json, where a list holds for parts', () => {
    expect(said({ [`${place}/MANIFEST.json`]: manifest('["MIT","GPL-3.0-or-later"]') })).toEqual([
      `MIT AND GPL-3.0-or-later package-metadata ${place}/MANIFEST.json`,
    ]);
  });

  test('say it in galaxy.yml, or in the file that it names', () => {
    const galaxy = 'namespace: acme\nname: web\nversion: 1.2.0\nlicense_file: docs/TERMS\n';
    expect(
      said({
        'play/ansible_collections/acme/web/galaxy.yml': galaxy,
        'play/ansible_collections/acme/web/docs/TERMS': mit,
      }),
    ).toEqual(['MIT file-text play/ansible_collections/acme/web/docs/TERMS']);
  });

  test('lie where ansible.cfg says, inside the root', () => {
    const files = {
      'play/ansible.cfg': '[defaults]\ncollections_path = /usr/share:../out:./third_party\n',
      'play/third_party/ansible_collections/acme/web/MANIFEST.json': manifest('["MIT"]'),
      'out/ansible_collections/acme/web/MANIFEST.json': manifest('["ISC"]'),
    };
    expect(said(files)).toEqual([
      'MIT package-metadata play/third_party/ansible_collections/acme/web/MANIFEST.json',
    ]);
  });

  test('of another name say nothing', () => {
    const renamed = manifest('["MIT"]').replace('"web"', '"db"');
    expect(said({ [`${place}/MANIFEST.json`]: renamed })).toEqual([]);
  });

  test('of another version say nothing, and broken ones that they are', () => {
    expect(said({ [`${place}/MANIFEST.json`]: manifest('["MIT"]') }, '1.3.0')).toEqual([]);
    expect(said({ [`${place}/MANIFEST.json`]: manifest('["Beer"]') })).toEqual([
      expect.stringMatching(/^license-unreadable collections\/.*MANIFEST.json:2: /),
    ]);
  });
});

describe('roles of Ansible', () => {
  const meta = 'galaxy_info:\n  license: MIT\n';
  const said = (files: Parameters<typeof treeOf>[0], version: string | null = '3.0.0') =>
    saidOf(componentOf('ansible-role:acme.web', { version, at: 'requirements.yml' }), treeOf(files));

  test('say it in meta/main.yml', () => {
    expect(said({ 'roles/acme.web/meta/main.yml': meta, 'roles/acme.web/LICENSE': mit })).toEqual([
      'MIT file-text roles/acme.web/LICENSE',
      'MIT package-metadata roles/acme.web/meta/main.yml',
    ]);
  });

  test('of another version, as Galaxy noted it, say nothing', () => {
    const info = (version: string) => ({
      'roles/acme.web/meta/main.yml': meta,
      'roles/acme.web/meta/.galaxy_install_info': `install_date: 'x'\nversion: ${version}\n`,
    });
    expect(said(info('3.0.0'))).toHaveLength(1);
    expect(said(info('2.0.0'))).toEqual([]);
    expect(said({})).toEqual([]);
  });

  test('with the words of the template say that they mean nothing', () => {
    const template = 'galaxy_info:\n  license: license (GPL-2.0-or-later, MIT, etc)\n';
    expect(said({ 'roles/acme.web/meta/main.yml': template })).toEqual([
      expect.stringMatching(/^license-unreadable roles\/acme.web\/meta\/main.yml:2: /),
    ]);
  });
});
