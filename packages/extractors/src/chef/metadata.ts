import {
  entries,
  type FileProblem,
  libraryReference,
  type Node,
  type Reference,
  type RubyCall,
  referenceFact,
  resolvedText,
  rubyCalls,
  rubyReference,
  rubyText,
  type SourceFile,
  scalarReference,
  slotsAt,
  textOf,
  togetherWith,
} from '@fineprint/core';
import { namedParts, supermarket } from './cookbook-parts.ts';
import type { ChefFact } from './facts.ts';

/** Reads `metadata.rb` of a cookbook (https://docs.chef.io/config_rb_metadata/): what it depends on, and the Chef that it needs. */
export function* readMetadata(file: SourceFile): Iterable<ChefFact | FileProblem> {
  const { calls, problems } = file.parse(rubyCalls);
  yield* file.problems(problems);
  for (const call of calls) {
    const [first] = call.args;
    const name = call.path.join('.');
    const own = rubyText(first);
    if (name === 'name' && own !== undefined)
      yield { is: 'own-cookbook', name: own, place: file.place(call) };
    if (name === 'depends' && first) yield dependency(file, call);
    if (name === 'chef_version' && first) yield chefVersion(file, call);
    if (name === 'gem' && first) yield* gem(file, call);
  }
}

function dependency(file: SourceFile, { args: [name, version] }: RubyCall): ChefFact {
  const reference = name
    ? rubyReference(file, name)
    : { at: { start: 0, end: 0 }, resolved: resolvedText([]) };
  const asked = version?.is === 'text' ? rubyReference(file, version).resolved : null;
  return cookbookFact(file, reference, asked);
}

function cookbookFact(file: SourceFile, reference: Reference, asked: Reference['resolved'] | null): ChefFact {
  const { text } = reference.resolved;
  const parts = namedParts(file, reference.resolved, asked, supermarket);
  const site = { file, address: `depends.${text}`, usage: 'deployed' } as const;
  return { ...referenceFact(site, togetherWith(reference, asked), parts), cookbook: text };
}

function chefVersion(file: SourceFile, { args }: RubyCall): ChefFact {
  const references = args.map((value) => rubyReference(file, value));
  const start = references[0]?.at.start ?? 0;
  const at = { start, end: references.at(-1)?.at.end ?? start };
  const comma = { is: 'supplied', text: ', ', span: at, verbatim: false, via: [] } as const;
  const resolved = resolvedText(
    references.flatMap(({ resolved: each }, index) => (index > 0 ? [comma, ...each.pieces] : each.pieces)),
  );
  const isOne = /^\d[\w.]*$/.test(resolved.text);
  return referenceFact(
    { file, address: 'chef_version', usage: 'deployed' },
    { at, resolved },
    {
      kind: 'tool',
      name: 'chef',
      request: { is: 'version', text: resolved.text },
      slots: isOne ? slotsAt(file, 'version', resolved, { start: 0, end: resolved.text.length }) : [],
    },
  );
}

/** `gem 'name', '1.2.3'` is installed into Chef's own Ruby. */
function* gem(file: SourceFile, { args: [name, version] }: RubyCall): Iterable<ChefFact | FileProblem> {
  if (!name) return;
  const { at, resolved } = rubyReference(file, name);
  const asked = version?.is === 'text' ? rubyReference(file, version).resolved : null;
  const colon = { is: 'supplied', text: ':', span: at, verbatim: false, via: [] } as const;
  const isOne = asked !== null && /^\d\S*$/.test(asked.text);
  const whole = isOne ? resolvedText([...resolved.pieces, colon, ...asked.pieces]) : resolved;
  yield* libraryReference({ file, address: 'gem', usage: 'deployed' }, 'gem', { at, resolved: whole });
}

/** Reads `metadata.json`, which Chef makes of `metadata.rb`. */
export function* readMetadataJson(file: SourceFile, root: Node): Iterable<ChefFact> {
  const name = textOf(root, 'name');
  if (name) yield { is: 'own-cookbook', name, place: file.place(root) };
  for (const { key, value } of entries(root, 'dependencies')) {
    const asked = value.is === 'scalar' && !value.isNull ? scalarReference(value).resolved : null;
    yield cookbookFact(file, scalarReference(key), asked);
  }
}
