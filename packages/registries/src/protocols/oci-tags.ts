import { type AskingMeans, jsonOf } from '../registry.ts';
import { listAt } from '../values.ts';
import { getOf, type Place, type Silence } from './oci-distribution.ts';

/** The tags of a repository, with who listed them. */
export interface Tags {
  readonly is: 'tags';
  readonly tags: readonly string[];
  readonly source: string;
}

// Some registries give no more than a hundred at a time, and images of some programs have thousands.
const mostPages = 50;
const page = 1000;

/** Lists the tags of a repository (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags). */
export async function tagsOf(place: Place, means: AskingMeans): Promise<Tags | Silence> {
  const tags: string[] = [];
  const seen = new Set<string>();
  let query: string | null = `n=${page}`;
  let source = '';
  while (query !== null && !seen.has(query) && seen.size < mostPages) {
    seen.add(query);
    const asked = await getOf(place, `tags/list?${query}`, { accept: 'application/json' }, means);
    if (asked.is !== 'asked') return asked;
    const json = jsonOf(asked.answer);
    if (json.is !== 'json') return json;
    source ||= json.source;
    tags.push(...listAt(json.value, 'tags').filter((one) => typeof one === 'string'));
    query = asked.answer.is === 'answer' ? nextIn(asked.answer.headers.get('link')) : null;
  }
  if (query === null) return { is: 'tags', tags, source };
  return { is: 'unanswered', because: `${source} has more pages of tags than are read.` };
}

const next = /^\s*<[^>?]*\?(?<query>[^>#\s]{1,500})>\s*;\s*rel="?next"?/;

/** Only the question is taken from it: where it is asked is not for the answer to say. */
function nextIn(link: string | undefined): string | null {
  return next.exec(link ?? '')?.groups?.query ?? null;
}
