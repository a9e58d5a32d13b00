import type { RangeLine } from './compile.ts';
import { withUpstream } from './refresh-git.ts';
import { type Renewal, renewalOf } from './refresh-lines.ts';
import { type Reading, readingOf, type TextReader } from './refresh-reading.ts';

/** What became of an application: its lines renewed, or why that needs a person. */
export type Refreshed = { readonly application: string } & (
  | Renewal
  | Exclude<Reading, { readonly is: 'read' }>
  | { readonly is: 'unreachable'; readonly because: readonly string[] }
);

/** The repository that an application is named by, or `null`: one without, or a distribution under its own terms. */
export function repositoryOf(application: string): string | null {
  return repository.test(application) ? application : null;
}

const repository = /^[\w.-]+(?:\/[\w.-]+)+$/;

/** The git URL of a repository: by a template with `{owner}` and `{name}`, or where it is at home. */
export function urlOf(repository: string, template: string | undefined): string {
  const slash = repository.lastIndexOf('/');
  const [owner, name] = [repository.slice(0, slash), repository.slice(slash + 1)];
  if (template !== undefined) return template.replaceAll('{owner}', owner).replaceAll('{name}', name);
  return owner.includes('/') ? `https://${repository}` : `https://github.com/${repository}`;
}

/** Reads the repository of an application and renews its lines; a git that fails is an answer, not an error. */
export function refreshed(
  application: string,
  old: readonly RangeLine[],
  url: string,
  reader: TextReader,
): Refreshed {
  try {
    const reading = withUpstream(url, (upstream) => readingOf(upstream, application, reader));
    const outcome = reading.is === 'read' ? renewalOf(application, old, reading) : reading;
    return { application, ...outcome };
  } catch (cause) {
    return {
      application,
      is: 'unreachable',
      because: [cause instanceof Error ? cause.message : String(cause)],
    };
  }
}

/** Writes a line as the fact files have it: JSON on one line, with a space after each colon and comma. */
export function printLine(line: RangeLine): string {
  return spaced(line);
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`);
  return `{${fields.join(', ')}}`;
}

/** Puts lines into the text of a fact file: each application where it stood, and those that it shall have too at its end. */
export function withLines(
  text: string,
  renewed: ReadonlyMap<string, readonly RangeLine[]>,
  absent: readonly string[],
): string {
  const done = new Set<string>();
  const kept = text.split('\n').flatMap((raw): readonly string[] => {
    if (raw === '') return [];
    const { application }: RangeLine = JSON.parse(raw);
    const fresh = renewed.get(application);
    if (fresh === undefined) return [raw];
    if (done.has(application)) return [];
    done.add(application);
    return fresh.map(printLine);
  });
  const more = absent.flatMap((application) => renewed.get(application) ?? []).map(printLine);
  return [...kept, ...more].map((line) => `${line}\n`).join('');
}
