/** A term as the page shows it, and what it means to who has never met it. */
export interface Word {
  readonly label: string;
  readonly means: string;
}

/** Classes of licences, from the freest to the least known. */
export const classWords = {
  'public-domain': { label: 'Public domain', means: 'Its authors keep no rights: nothing is asked.' },
  permissive: { label: 'Permissive', means: 'Everything is allowed; copies carry notices at most.' },
  'weak-copyleft': {
    label: 'Weak copyleft',
    means: 'Changes of the component itself stay under its licence; what is built with it need not.',
  },
  'strong-copyleft': {
    label: 'Strong copyleft',
    means: 'What is passed on together with it stands under its licence as a whole.',
  },
  'network-copyleft': {
    label: 'Network copyleft',
    means: 'As strong copyleft, and whoever is served over a network may ask for the source.',
  },
  'source-available': {
    label: 'Source available',
    means: 'The source can be read; some uses are not allowed, such as a competing service.',
  },
  'non-commercial': { label: 'Non-commercial', means: 'Commercial use is not allowed.' },
  proprietary: { label: 'Proprietary', means: 'A vendor’s own terms hold.' },
  unstated: {
    label: 'Not classified',
    means: 'A licence is known; nobody has said what kind of terms it has.',
  },
  none: { label: 'No licence', means: 'A licence was looked for, and there is none.' },
  unknown: { label: 'Unknown', means: 'Nobody could say under which licence it stands.' },
} as const satisfies Readonly<Record<string, Word>>;

/** How firmly a place says what is taken, the firmest first. */
export const pinWords = {
  digest: { label: 'Digest', means: 'A checksum of the content: it cannot change.' },
  commit: { label: 'Commit', means: 'A full git commit: it cannot change.' },
  exact: { label: 'Exact version', means: 'One version, of a registry whose versions cannot change.' },
  tag: { label: 'Tag', means: 'A name, such as “v4” or “latest”, that can be moved to other content.' },
  range: { label: 'Range', means: 'Several versions fit; which one is taken can change from day to day.' },
  branch: { label: 'Branch', means: 'Follows whatever is newest on a branch.' },
  none: { label: 'Not pinned', means: 'No version is named: whatever is newest is taken.' },
  unknown: { label: 'Unknown', means: 'It depends on a value that the repository does not hold.' },
} as const satisfies Readonly<Record<string, Word>>;

/** How the repository uses a component, the most exposed use first. */
export const usageWords = {
  distributed: {
    label: 'Distributed',
    means: 'Handed to others together with the product of this repository.',
  },
  deployed: { label: 'Deployed', means: 'Runs in what is deployed from this repository.' },
  build: { label: 'Build', means: 'Used in making the product.' },
  ci: { label: 'CI', means: 'Runs in the automated pipeline, on every change or release.' },
  development: { label: 'Development', means: 'Used by developers, in examples and in tests.' },
} as const satisfies Readonly<Record<string, Word>>;

/** How much a finding matters to the policy. */
export const levelWords = {
  error: { label: 'Error', means: 'The policy does not accept it.' },
  warning: { label: 'Warning', means: 'A person should look at it and decide.' },
  note: { label: 'Note', means: 'For information only.' },
} as const satisfies Readonly<Record<string, Word>>;

/** How evidence of a licence was come by, the most trusted first. */
export const methodWords = {
  curation: 'corrected in the policy',
  'file-text': 'licence file found with the component',
  'spdx-header': 'licence named in the head of a file',
  'package-metadata': 'licence field of the package',
  fact: 'fact shipped with Fineprint',
  registry: 'answer of a registry',
  hint: 'remembered, never verified; decides nothing',
} as const satisfies Readonly<Record<string, string>>;

/** What a licence is that of. */
export const coverWords = {
  artifact: 'of the component itself',
  'main-software': 'of the main software in the image; what else the image holds has licences of its own',
  application: 'of the application that the chart deploys',
} as const satisfies Readonly<Record<string, string>>;

/** What can be asked of a list of words by a name that a report holds; an unknown name stands for itself. */
export function wordOf(words: Readonly<Record<string, Word>>, name: string): Word {
  const word = Object.hasOwn(words, name) ? words[name] : undefined;
  return word ?? { label: name, means: '' };
}

// Names that are written with capitals inside.
const brands: Readonly<Record<string, string>> = {
  arm: 'ARM',
  circleci: 'CircleCI',
  cloudformation: 'CloudFormation',
  devcontainer: 'dev container',
  github: 'GitHub',
  gitlab: 'GitLab',
  opa: 'OPA',
  os: 'OS',
  sar: 'SAR',
  tflint: 'TFLint',
  vm: 'VM',
};

/** A kind of component or unit as words: `GitHub action`, `container image`. */
export function kindLabel(kind: string): string {
  return kind
    .split('-')
    .map((word) => (Object.hasOwn(brands, word) ? (brands[word] ?? word) : word))
    .join(' ');
}
