import { type PolicyDocument, type PolicySource, readDocument } from './document.ts';
import { isMap } from './lists.ts';
import type { PolicyError } from './policy-error.ts';

/** A policy text that may extend others. */
export interface ExtendingSource<Home> extends PolicySource {
  /** What tells it from every other: the same text is laid once, however often it is named. */
  readonly identity: string;
  /** Where it lies, for whoever reads what it names. */
  readonly home: Home;
}

/** What a policy cannot extend, and why: the sentence is shown at the place that names it. */
export class ExtendRefusal extends Error {
  override readonly name = 'ExtendRefusal';
}

/** Reads what a policy names under `extends`; throws an `ExtendRefusal` where it cannot be read or may not be. */
export type ReadExtended<Home> = (
  written: string,
  by: ExtendingSource<Home>,
) => Promise<ExtendingSource<Home>>;

const most = { depth: 10, sources: 50, characters: 4_000_000 } as const;

/**
 * Puts what policies extend before them, the base first; what is laid already is not laid again, unless it is one of the
 * given policies, whose order was chosen. Throws a `PolicyError` with the chain of those who extend.
 */
export async function withExtended<Home>(
  sources: readonly ExtendingSource<Home>[],
  read: ReadExtended<Home>,
): Promise<readonly PolicySource[]> {
  const laid: ExtendingSource<Home>[] = [];
  const isLaid = ({ identity }: ExtendingSource<Home>) => laid.some((one) => one.identity === identity);
  const count = { sources: 0, characters: 0 };
  const lay = async (
    source: ExtendingSource<Home>,
    chain: readonly ExtendingSource<Home>[],
  ): Promise<void> => {
    const document = readDocument(source);
    for (const { written, path } of extendedBy(document)) {
      const location = document.placeOf(path);
      const refuse = (message: string) => document.error([{ message, location }]);
      const place = `${location.path}:${location.line}:${location.column}`;
      const extended = await readOrRefuse(written, source, read, refuse);
      const next = { ...extended, extendedAt: [place, ...(source.extendedAt ?? [])] };
      refuseCircle(next, [...chain, source], refuse);
      if (isLaid(next)) continue;
      if (chain.length + 1 > most.depth)
        throw refuse(`Policies extend each other ${most.depth} deep at most.`);
      count.sources += 1;
      count.characters += next.text.length;
      if (count.sources > most.sources) throw refuse(`A policy is made of ${most.sources} others at most.`);
      if (count.characters > most.characters)
        throw refuse(`What a policy extends has ${most.characters} characters at most.`);
      await lay(next, [...chain, source]);
    }
    laid.push(source);
  };
  for (const source of sources) await lay(source, []);
  return laid;
}

async function readOrRefuse<Home>(
  written: string,
  by: ExtendingSource<Home>,
  read: ReadExtended<Home>,
  refuse: (message: string) => PolicyError,
): Promise<ExtendingSource<Home>> {
  try {
    return await read(written, by);
  } catch (cause) {
    if (cause instanceof ExtendRefusal) throw refuse(cause.message);
    throw cause;
  }
}

function refuseCircle(
  next: ExtendingSource<unknown>,
  chain: readonly ExtendingSource<unknown>[],
  refuse: (message: string) => PolicyError,
): void {
  const from = chain.findIndex(({ identity }) => identity === next.identity);
  if (from < 0) return;
  const circle = [...chain.slice(from), next].map(({ path }) => path).join(' → ');
  throw refuse(`Policies extend each other in a circle: ${circle}.`);
}

/** What a text extends, and where it says so; what is no such list is told when the text is bound. */
function extendedBy({ value }: PolicyDocument): readonly { written: string; path: readonly PropertyKey[] }[] {
  const named = isMap(value) ? value.extends : undefined;
  if (typeof named === 'string') return [{ written: named, path: ['extends'] }];
  const all: readonly unknown[] = Array.isArray(named) ? named : [];
  return all.flatMap((written, index) =>
    typeof written === 'string' ? [{ written, path: ['extends', index] }] : [],
  );
}

/** A file of a git repository at a commit. */
export interface GitPolicy {
  /** `https://host/owner/repository`. */
  readonly url: string;
  readonly commit: string;
  readonly path: string;
}

const gitForm = /^git\+(?<url>https:\/\/[^\s@#?]+)@(?<commit>[^#@]*)#(?<path>[^#?\\]+)$/;
const fullCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const form = 'It is written "git+https://host/owner/repository@<40 hexadecimal digits>#path/policy.yaml".';

/** Reads `git+https://…@<commit>#path`, or gives `null` for what names no git repository. Throws an `ExtendRefusal`. */
export function gitPolicy(written: string): GitPolicy | null {
  if (!written.startsWith('git+')) return null;
  const { url, commit, path } = gitForm.exec(written)?.groups ?? {};
  if (url === undefined || commit === undefined || path === undefined || !URL.canParse(url))
    throw new ExtendRefusal(`This names no file of a git repository. ${form}`);
  if (!fullCommit.test(commit))
    throw new ExtendRefusal(
      `"${commit.slice(0, 60)}" is no full commit id: a policy must not change by itself. ${form}`,
    );
  if (path.split('/').some((step) => step === '' || step === '.' || step === '..'))
    throw new ExtendRefusal(`"${path.slice(0, 60)}" is no plain path in a repository.`);
  return { url, commit, path };
}
