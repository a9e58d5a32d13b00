import type { KindRule } from './keys.ts';

// Images of one distribution stand under the same terms, whoever builds them and for whichever machine; the numbers of
// images are no versions of anything else.
const machineImages: KindRule = {
  kind: 'vm-image',
  versions: 'tag',
  sameAs: [
    [/^azure-hosted\//, 'github-hosted/'],
    [/^aws\/service\/ami-amazon-linux-latest\/.+$/, 'amazon-linux'],
    [/^aws\/service\/(?:ecs|eks)\/optimized-ami\/(?:[\d.]*\/)?amazon-linux.*$/, 'amazon-linux'],
    [/^aws\/amazon\/(?:amazon-eks-node-)?(?:amzn|al20\d\d).+$/, 'amazon-linux'],
    // 099720109477 is the account of Canonical and 136693071363 that of Debian; Ubuntu Pro has terms of its own.
    [/^(?:aws\/(?:service\/canonical|099720109477)|canonical)\/(?!.*pro\b).+$/, 'ubuntu'],
    [/^google\/(?:ubuntu-os-cloud\/)?ubuntu-(?!.*pro\b).+$/, 'ubuntu'],
    // The publishers of Flatcar, and the project of Fedora CoreOS.
    [
      /^(?:aws\/075585003325|google\/kinvolk-public|kinvolk\/flatcar-container-linux[a-z-]*)\/(?:flatcar-)?.+$/,
      'flatcar',
    ],
    [/^google\/fedora-coreos-cloud\/.+$/, 'fedora-coreos'],
    // `ubuntu-2404`: the machines that CircleCI lends.
    [/^circleci\/ubuntu-\d+$/, 'ubuntu'],
    [/^digitalocean\/(ubuntu|debian)-.+$/, '$1'],
    [/^google\/debian-cloud\/.+$|^aws\/(?:service\/debian|136693071363)\/.+$|^debian\/debian-.+$/, 'debian'],
  ],
  unknown: [
    [
      /^aws\/ami$/,
      'The id of an AMI names an image of one account and region; what it holds cannot be told from its id.',
    ],
  ],
};

/** What is true of the names of things that a platform runs or provides. */
export const platformRules: readonly (readonly [kind: string, rule: KindRule])[] = [
  // What a cloud offers under the name of a language is mainly that language's own runtime.
  [
    'runtime',
    {
      kind: 'runtime',
      versions: 'tag',
      sameAs: [
        [/^nodejs$/, 'node'],
        [/^dotnetcore$/, 'dotnet'],
      ],
    },
  ],
  ['vm-image', machineImages],
  [
    'bicep-module',
    {
      kind: 'bicep-module',
      versions: 'tag',
      // The public registry is published from one repository: https://github.com/Azure/bicep-registry-modules
      repository: [[/^mcr\.microsoft\.com\/bicep\/(?!extensions\/).+$/, 'azure/bicep-registry-modules']],
    },
  ],
  [
    'bicep-extension',
    {
      kind: 'bicep-extension',
      versions: 'tag',
      repository: [
        [
          /^mcr\.microsoft\.com\/bicep\/extensions\/microsoftgraph\/.+$/,
          'microsoftgraph/msgraph-bicep-types',
        ],
      ],
    },
  ],
  [
    'cloudformation-type',
    {
      kind: 'cloudformation-type',
      versions: 'tag',
      repository: [
        [/^mongodb::atlas::.+$/, 'mongodb/mongodbatlas-cloudformation-resources'],
        [/^awsqs::kubernetes::.+$/, 'aws-quickstart/quickstart-kubernetes-resource-provider'],
      ],
    },
  ],
  [
    'lambda-layer',
    {
      kind: 'lambda-layer',
      versions: 'tag',
      // The account is that of Powertools for AWS Lambda; a layer's number is no version of the library.
      repository: [
        [/^017000801446\/awslambdapowertoolspython.*$/, 'aws-powertools/powertools-lambda-python'],
      ],
    },
  ],
  [
    'devcontainer-feature',
    {
      kind: 'devcontainer-feature',
      versions: 'tag',
      repository: [[/^ghcr\.io\/devcontainers\/features\/.+$/, 'devcontainers/features']],
    },
  ],
  [
    'crossplane-package',
    {
      kind: 'crossplane-package',
      versions: 'tag',
      repository: [
        [
          /^(?:xpkg\.upbound\.io|xpkg\.crossplane\.io)\/crossplane(?:-contrib)?\/(.+)$/,
          'crossplane-contrib/$1',
        ],
      ],
    },
  ],
  ['sar-application', { kind: 'sar-application', versions: 'tag' }],
  [
    'jenkins-plugin',
    { kind: 'jenkins-plugin', versions: 'tag', repository: [[/^([^/]+)$/, 'jenkinsci/$1-plugin']] },
  ],
  // A formula is named as its program; one of a tap by its last part, and an old line of a program by its version.
  [
    'homebrew-package',
    {
      kind: 'tool',
      versions: 'npm',
      sameAs: [
        [/^.*\//, ''],
        [/@[\d.]+$/, ''],
      ],
    },
  ],
];
