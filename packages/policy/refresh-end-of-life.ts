import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageURL } from 'packageurl-js';
import { parse } from 'yaml';

// Makes data/end-of-life.json of a checkout of https://github.com/endoflife-date/endoflife.date (MIT):
//   node packages/policy/refresh-end-of-life.ts CHECKOUT COMMIT

interface Release {
  readonly releaseCycle: string | number;
  readonly codename?: string;
  /** A day, or whether it has ended. */
  readonly eol?: string | boolean | Date;
  readonly eoes?: string | boolean | Date;
}

interface Product {
  readonly title: string;
  readonly permalink: string;
  readonly identifiers?: readonly { readonly purl?: string }[];
  readonly releases: readonly Release[];
}

// Extended support that costs nothing; elsewhere it is sold.
const freeExtension: ReadonlySet<string> = new Set(['debian']);

// What hosted runners and machine images are called here.
const moreKeys: Readonly<Record<string, readonly string[]>> = {
  'alpine-linux': ['container-image:docker.io/library/alpine'],
  almalinux: ['container-image:docker.io/library/almalinux'],
  'amazon-linux': [
    'container-image:docker.io/library/amazonlinux',
    'container-image:public.ecr.aws/amazonlinux/amazonlinux',
  ],
  centos: ['container-image:docker.io/library/centos', 'container-image:quay.io/centos/centos'],
  debian: ['container-image:docker.io/library/debian'],
  fedora: ['container-image:docker.io/library/fedora'],
  kubernetes: ['tool:kubectl', 'tool:kubernetes'],
  opensuse: ['container-image:docker.io/opensuse/leap'],
  'rocky-linux': ['container-image:docker.io/library/rockylinux'],
  ubuntu: ['container-image:docker.io/library/ubuntu', 'vm-image:github-hosted/ubuntu'],
  'windows-server': ['vm-image:github-hosted/windows'],
  macos: ['vm-image:github-hosted/macos'],
  nodejs: ['tool:node', 'tool:nodejs', 'runtime:nodejs'],
  go: ['tool:go', 'tool:golang'],
  opentofu: ['tool:opentofu', 'tool:tofu'],
};

function keyOf(text: string): readonly string[] {
  const purl = parsed(text);
  if (purl === null) return [];
  const { type, namespace, name, qualifiers } = purl;
  const path = namespace ? `${namespace}/${name}` : name;
  switch (type) {
    case 'docker':
      return [`container-image:${qualifiers?.repository_url ?? 'docker.io'}/${path}`];
    case 'oci':
      return qualifiers?.repository_url ? [`container-image:${qualifiers.repository_url}`] : [];
    case 'generic':
      return [`tool:${path}`, `runtime:${path}`];
    case 'npm':
    case 'pypi':
    case 'gem':
    case 'golang':
    case 'nuget':
    case 'composer':
    case 'maven':
      return [`library:${type}/${path}`];
    default:
      return [];
  }
}

/** Some of the list are no purls; they are named, so that somebody can mend them there. */
function parsed(text: string): PackageURL | null {
  try {
    return PackageURL.fromString(text);
  } catch (cause) {
    console.error(`${text}: ${cause instanceof Error ? cause.message : cause}`);
    return null;
  }
}

/** A day as text; what has ended on no known day has ended always, and what has no end has none. */
function dayOf(value: Release['eol']): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (value === true) return '0000-01-01';
  return typeof value === 'string' ? value : null;
}

function productOf(text: string) {
  const { title, permalink, identifiers = [], releases }: Product = parse(text.split('\n---')[0] ?? '');
  const id = permalink.slice(1);
  const keys = new Set([
    ...identifiers.flatMap(({ purl }) => (purl ? keyOf(purl) : [])),
    ...(moreKeys[id] ?? []),
  ]);
  const cycles = releases.flatMap(({ releaseCycle, codename, eol, eoes }) => {
    const end = (freeExtension.has(id) ? dayOf(eoes) : null) ?? dayOf(eol);
    const names = [String(releaseCycle), ...(codename ? [codename.toLowerCase()] : [])];
    return [{ names, end }];
  });
  return { id, title, keys: [...keys].sort(), cycles };
}

const [checkout = '', commit = ''] = process.argv.slice(2);
const folder = join(checkout, 'products');
const products = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => productOf(readFileSync(join(folder, name), 'utf8')))
  .filter(({ keys, cycles }) => keys.length > 0 && cycles.some(({ end }) => end !== null));
const lines = products.map((product) => `    ${JSON.stringify(product)}`);
writeFileSync(
  join(import.meta.dirname, 'data/end-of-life.json'),
  `{\n  "source": "https://github.com/endoflife-date/endoflife.date",\n  "commit": ${JSON.stringify(commit)},\n  "products": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
