import {
  type FileProblem,
  hashValue,
  invalidReference,
  type Reference,
  type RubyCall,
  type RubyValue,
  referenceFact,
  resolvedText,
  rubyCalls,
  rubyReference,
  rubyText,
  type SourceFile,
  type TextPiece,
  togetherWith,
  type Usage,
} from '@fineprint/core';
import { namedParts, repositoryParts, supermarket } from './cookbook-parts.ts';
import type { ChefFact } from './facts.ts';

/**
 * Reads the cookbooks of a Berksfile (https://docs.chef.io/workstation/berkshelf/) or a Policyfile
 * (https://docs.chef.io/policyfile/); both have `cookbook 'name', 'constraint', git: '…'`.
 */
export function* readCookbooks(file: SourceFile): Iterable<ChefFact | FileProblem> {
  const { calls, problems } = file.parse(rubyCalls);
  yield* file.problems(problems);
  let source = supermarket;
  for (const call of calls) {
    const name = call.path.join('.');
    if (name === 'source' || name === 'default_source') source = sourceOf(call) ?? source;
    if (name === 'cookbook') yield* readCookbook(file, call, source);
    if (name === 'include_policy') yield* readPolicy(file, call);
  }
}

/** `source "https://…"`, `default_source :supermarket, "https://…"`. */
function sourceOf({ args }: RubyCall): string | undefined {
  return args.map(rubyText).find((text) => text !== undefined && /^https?:\/\//i.test(text));
}

function* readCookbook(file: SourceFile, call: RubyCall, source: string): Iterable<ChefFact | FileProblem> {
  const [name, ...rest] = call.args;
  const options = rest.find((value) => value.is === 'hash');
  // Whatever lies at a path is the repository's own, even where the path is put together.
  if (!name || hashValue('path', options)) return;
  const reference = rubyReference(file, name);
  const site = { file, address: `cookbook.${reference.resolved.text}`, usage: usageOf(call) };
  const version = rest.find((value) => value.is === 'text');
  const asked = version ? rubyReference(file, version).resolved : null;
  const repository = repositoryOf(file, options);
  const ref = ['ref', 'revision', 'tag', 'branch']
    .map((key) => hashValue(key, options))
    .find((value) => value);
  const chosen = ref ? rubyReference(file, ref).resolved : null;
  const parts = repository
    ? repositoryParts(file, repository.resolved, chosen, rubyText(hashValue('rel', options)))
    : namedParts(file, reference.resolved, asked, source);
  const whole = togetherWith(reference, repository?.resolved ?? null, repository ? chosen : asked);
  if (parts) yield { ...referenceFact(site, whole, parts), cookbook: reference.resolved.text };
  else if (repository) yield invalidReference(file, repository, 'it is no URL of a repository');
}

const hosts: readonly (readonly [key: string, host: string])[] = [
  ['github', 'https://github.com/'],
  ['gitlab', 'https://gitlab.com/'],
  ['bitbucket', 'https://bitbucket.org/'],
];

/** `git: 'https://…'`, `github: 'owner/name'`. */
function repositoryOf(file: SourceFile, options: RubyValue | undefined): Reference | null {
  const git = hashValue('git', options);
  if (git) return rubyReference(file, git);
  for (const [key, host] of hosts) {
    const short = hashValue(key, options);
    if (!short) continue;
    const reference = rubyReference(file, short);
    const before: TextPiece = { is: 'supplied', text: host, span: reference.at, verbatim: false, via: [] };
    return { ...reference, resolved: resolvedText([before, ...reference.resolved.pieces]) };
  }
  return null;
}

const forTests = /^(?:test|tests|testing|integration|integration_test|development|dev|kitchen)$/;

/** `group :integration do … end` holds what only tests need. */
function usageOf({ within }: RubyCall): Usage {
  const groups = within
    .filter(({ path }) => path.at(-1) === 'group')
    .flatMap(({ args }) => args.map(rubyText));
  return groups.some((name) => name !== undefined && forTests.test(name)) ? 'development' : 'deployed';
}

/** A policy of another repository that this one includes. */
function* readPolicy(file: SourceFile, { args: [name, options] }: RubyCall): Iterable<ChefFact> {
  const url = hashValue('git', options);
  if (!name || !url) return;
  const reference = rubyReference(file, url);
  const ref = ['ref', 'revision', 'tag', 'branch']
    .map((key) => hashValue(key, options))
    .find((value) => value);
  const chosen = ref ? rubyReference(file, ref).resolved : null;
  const parts = repositoryParts(file, reference.resolved, chosen, undefined);
  const site = { file, address: `include_policy.${rubyText(name) ?? ''}`, usage: 'deployed' } as const;
  if (parts) yield referenceFact(site, togetherWith(reference, chosen), { ...parts, kind: 'git-source' });
}
