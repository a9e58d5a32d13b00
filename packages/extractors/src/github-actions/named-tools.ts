import {
  joinedReference,
  maskUnknown,
  type Node,
  partOf,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  slotsAt,
  textOf,
  unresolvedPart,
  writtenScalar,
} from '@fineprint/core';
import { nameInputsOf } from './tools.ts';

const item = /[^\s,]+/g;
const named = /^(?<name>[^@]+)(?:@(?<version>.+))?$/;

/** Reads the programs that a known action is told by name (`just@1.36,shellcheck`), or as a repository with releases. */
export function* readNamedTools(file: SourceFile, step: Node, address: string): Iterable<ReferenceFact> {
  const action = (textOf(step, 'uses') ?? '').replace(/@.*$/s, '');
  const [input, versionInput] = nameInputsOf(action) ?? [];
  const names = input === undefined ? undefined : writtenScalar(step, 'with', input);
  const version = versionInput === undefined ? undefined : writtenScalar(step, 'with', versionInput);
  if (!names) return;
  const site = { file, address: `${address}/with.${input}`, usage: 'ci' } as const;
  const whole = joinedReference(names, version ? [names, '@', version] : [names]);
  for (const { index, 0: text } of maskUnknown(whole.resolved).matchAll(item)) {
    const resolved = partOf(whole.resolved, { start: index, end: index + text.length });
    yield* toolFact(site, { at: whole.at, resolved }, text);
  }
}

function* toolFact(site: ReferenceSite, reference: Reference, masked: string): Iterable<ReferenceFact> {
  const { name, version = '' } = named.exec(masked)?.groups ?? {};
  if (name === undefined) return;
  const { resolved } = reference;
  const range = { start: resolved.text.length - version.length, end: resolved.text.length };
  const written = partOf(resolved, { start: 0, end: name.length });
  const asked = resolved.text.slice(range.start);
  const inName = unresolvedPart('name', written);
  yield referenceFact(site, reference, {
    kind: 'tool',
    name: inName.unresolved ? written.text : written.text.slice(written.text.lastIndexOf('/') + 1),
    ...(written.text.includes('/') && !inName.unresolved
      ? { source: `https://github.com/${written.text}` }
      : {}),
    // `latest` is a name that moves.
    request: asked === '' ? { is: 'nothing' } : { is: /\d/.test(asked) ? 'version' : 'tag', text: asked },
    ...(inName.unresolved ? inName : unresolvedPart('version', partOf(resolved, range))),
    slots: slotsAt(site.file, 'version', resolved, range),
  });
}
