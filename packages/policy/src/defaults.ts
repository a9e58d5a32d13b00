import type { Pinning } from './pinning.ts';
import type { LicenseEntry } from './schema.ts';

/** The licence lists where no file says anything; `policies/default.yaml` explains each entry. */
export const defaultLicenses: {
  readonly allow: readonly LicenseEntry[];
  readonly review: readonly LicenseEntry[];
  readonly deny: readonly LicenseEntry[];
} = {
  allow: [
    'public-domain',
    'permissive',
    'weak-copyleft',
    { license: 'strong-copyleft', usage: ['build', 'ci', 'development'] },
    { license: 'strong-copyleft', usage: ['deployed'], kinds: ['container-image', 'vm-image', 'os-package'] },
    {
      license: 'LicenseRef-Linux-Distribution-Mixed',
      usage: ['deployed', 'build', 'ci', 'development'],
      kinds: ['container-image', 'vm-image'],
    },
  ],
  review: ['strong-copyleft', 'network-copyleft', 'source-available', 'proprietary', 'unstated', 'NONE'],
  deny: ['non-commercial'],
};

/** The weakest pin that is enough where no file says anything; `policies/default.yaml` explains each entry. */
export const defaultPinning: Pinning = {
  '*': 'tag',
  'azure-task': 'range',
  'bitbucket-pipe': 'tag',
  'cloudformation-macro': 'none',
  'cloudformation-module': 'none',
  'cloudformation-type': 'none',
  'container-image': 'tag',
  download: 'tag',
  'git-source': 'tag',
  'homebrew-package': 'none',
  'github-action': 'commit',
  'github-action:actions/*': 'tag',
  'github-action:github/*': 'tag',
  'github-workflow': 'commit',
  'github-workflow:actions/*': 'tag',
  'github-workflow:github/*': 'tag',
  'helm-chart': 'exact',
  library: 'exact',
  'os-package': 'none',
  runtime: 'tag',
  'terraform-module': { least: 'tag', in: { 'terraform-module': 'range' } },
  'terraform-provider': { least: 'exact', in: { 'terraform-module': 'range' } },
  tool: 'range',
  'vm-image': 'tag',
  'vm-image:github-hosted/*': 'tag',
  'vm-image:azure-hosted/*': 'tag',
  'vm-image:circleci/*': 'tag',
};
