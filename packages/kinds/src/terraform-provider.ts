import { type Kind, purl } from '@fineprint/core';
import { semanticVersions } from './versions.ts';

/** A Terraform or OpenTofu provider: `namespace/type`, `source` the registry's host. */
export const terraformProvider = {
  id: 'terraform-provider',
  title: 'Terraform providers',
  type: 'application',
  keyName: ({ name, source }) =>
    (name.split('/').length > 2 ? name : `${source ?? 'registry.terraform.io'}/${name}`).toLowerCase(),
  purls({ name, source, version, requested }) {
    const [type = '', namespace = 'hashicorp', host = source ?? 'registry.terraform.io'] = name
      .toLowerCase()
      .split('/')
      .reverse();
    const parts = { namespace, name: type, version: version ?? requested };
    return {
      registered: purl({ ...parts, type: 'generic', qualifiers: { repository_url: host } }),
      proposed: purl({
        ...parts,
        type: 'terraform',
        qualifiers: { repository_url: host === 'registry.terraform.io' ? null : host },
      }),
    };
  },
  versions: semanticVersions,
  pins: ['digest', 'exact', 'range', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
