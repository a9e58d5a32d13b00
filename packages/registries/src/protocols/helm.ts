import { createHash } from 'node:crypto';
import { load } from 'js-yaml';
import { listedIn, newestAdmitted } from '../newest.ts';
import { type AskingMeans, homeOf, type LicenseFinding, type Registry, withoutAnswer } from '../registry.ts';
import { listAt, textAt, valueAt } from '../values.ts';

/** Helm repositories over HTTP (https://helm.sh/docs/topics/chart_repository#the-index-file): one index names all charts. */
export const helm = {
  id: 'helm',
  title: 'Helm repositories',
  kinds: ['helm-chart'],
  async licenses({ name, source, version }, means) {
    if (!isRepository(source)) return [];
    const index = await indexOf(source, means);
    if (index.is !== 'index') return [index];
    const entry = entryOf(index.value, name, version);
    if (entry === undefined)
      return [{ is: 'silent', because: `${index.source} lists no ${name} ${version ?? ''}.` }];
    // Charts name the license of the chart here, by custom of Artifact Hub, and before that by Bitnami's.
    const field =
      textAt(entry, 'annotations', 'artifacthub.io/license') ?? textAt(entry, 'annotations', 'licenses');
    const finding: LicenseFinding =
      field === null
        ? { is: 'silent', because: `${index.source} names no licence of ${name}.` }
        : { is: 'field', field, by: 'author', source: index.source, staleSince: index.staleSince };
    return [finding];
  },
  async resolve({ name, source, requested }, means) {
    if (!isRepository(source ?? null)) return null;
    const index = await indexOf(source ?? '', means);
    if (index.is !== 'index') return { is: 'unanswered', because: index.because };
    const entries = listAt(index.value, 'entries', name);
    const listed = {
      ...listedIn(entries, 'version', (entry) => createdIn(entry)),
      source: index.source,
      syntax: 'npm',
    } as const;
    return newestAdmitted(listed, requested, means);
  },
  async archive({ name, source, version }, means) {
    if (!isRepository(source ?? null)) return null;
    const index = await indexOf(source ?? '', means);
    if (index.is !== 'index') return index;
    const entry = entryOf(index.value, name, version);
    const address = textAt(entry, 'urls', 0);
    if (address === null || !URL.canParse(address, index.source))
      return { is: 'silent', because: `${index.source} says not where ${name} ${version} lies.` };
    const url = new URL(address, index.source).href;
    const answer = await means.web.get(url, { fresh: 'forever', maxBytes: 32 * 1024 ** 2 });
    if (answer.is !== 'answer') return withoutAnswer(answer);
    const digest = textAt(entry, 'digest')?.replace(/^sha256:/, '');
    if (digest && createHash('sha256').update(answer.body).digest('hex') !== digest)
      return { is: 'unanswered', because: `${url} is not what the digest in ${index.source} says.` };
    return { is: 'archive', bytes: answer.body };
  },
} as const satisfies Registry;

/** YAML reads a time as one, unless it is quoted. */
function createdIn(entry: unknown): string | null {
  const created = valueAt(entry, 'created');
  return created instanceof Date && !Number.isNaN(created.getTime())
    ? created.toISOString()
    : textAt(entry, 'created');
}

function entryOf(index: unknown, name: string, version: string | null): unknown {
  const bare = (text: string | null) => text?.replace(/^v/, '');
  const entries = listAt(index, 'entries', name);
  return entries.find((one) => version === null || bare(textAt(one, 'version')) === bare(version));
}

function isRepository(source: string | null): source is string {
  return (
    source !== null &&
    /^https?:\/\//.test(source) &&
    !/\.git$|^https:\/\/(?:github|gitlab)\.com\//.test(source)
  );
}

type Index =
  | {
      readonly is: 'index';
      readonly value: unknown;
      readonly source: string;
      readonly staleSince: string | null;
    }
  | ReturnType<typeof withoutAnswer>;

const parsed = new WeakMap<Buffer, unknown>();

async function indexOf(source: string, means: AskingMeans): Promise<Index> {
  const repository = source.replace(/\/+$/, '');
  const url = `${homeOf(means, `helm ${repository}`, repository)}/index.yaml`;
  const known = means.credentials.for('web', url);
  const answer = await means.web.get(url, {
    maxBytes: 64 * 1024 ** 2,
    ...known,
  });
  if (answer.is !== 'answer') return withoutAnswer(answer);
  try {
    if (!parsed.has(answer.body)) parsed.set(answer.body, load(answer.body.toString('utf8')));
    return { is: 'index', value: parsed.get(answer.body), source: url, staleSince: answer.staleSince };
  } catch {
    return { is: 'unanswered', because: `${url} is no index that could be read.` };
  }
}
