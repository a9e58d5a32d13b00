import {
  evaluateHcl,
  type HclTexts,
  type HclValue,
  hclReference,
  hclText,
  hclTexts,
  type Linked,
  moduleParts,
  problem,
  providerParts,
  sliceText,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { CdktfFact } from './settings.ts';

const registry = 'registry.terraform.io';

/** Yields the providers and modules of an app's settings; a path is no component. */
export function* linkSettings(unit: UnitFiles<CdktfFact>, tree: Tree<CdktfFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'cdktf-app' };
  const texts = hclTexts(tree);
  for (const { path, facts } of unit.files)
    for (const fact of facts) yield* linkEntry(texts, path, tree.file(path)?.text ?? '', fact);
}

function* linkEntry(texts: HclTexts, path: string, text: string, fact: CdktfFact): Iterable<Linked> {
  const resolve = () => ({ is: 'unknown', reason: 'The settings have no variables.' }) as const;
  const value = (expression: CdktfFact['source']) => evaluateHcl(expression, { file: path, text, resolve });
  const whole = value(fact.source);
  const { source, version } = fact.isJoined
    ? splitJoined(whole)
    : { source: whole, version: fact.version && value(fact.version) };
  const name = (fact.name && hclText(value(fact.name))) ?? hclText(source) ?? '';
  const parts =
    fact.is === 'provider'
      ? providerParts(texts, name, source, version, registry)
      : moduleParts(texts, source, version, registry);
  if (!parts) return;
  const { invalid, ...said } = parts;
  const reference = hclReference(texts, path, fact.source);
  yield {
    is: 'occurrence',
    kind: fact.is === 'provider' ? 'terraform-provider' : 'terraform-module',
    ...said,
    ...reference,
    address: `${fact.is}.${name}`,
    usage: 'deployed',
    via: [],
  };
  if (invalid) yield problem('reference-invalid', invalid, reference.at);
}

// `git@host:path` and `https://user@host` have an `@` that sets off no version.
const joined = /^(?<source>[\w.:-]+(?:\/[\w.-]+)*(?:\/\/[\w./-]+)?)@\s*(?<version>[^@\s][^@]*)$/d;

/** `hashicorp/aws@~> 5.0`: the source, and a constraint after an `@`. */
function splitJoined(value: HclValue): { readonly source: HclValue; readonly version: HclValue | null } {
  const match = value.is === 'string' ? joined.exec(value.text) : null;
  const [start, end] = match?.indices?.groups?.version ?? [];
  const sourceEnd = match?.indices?.groups?.source?.[1];
  if (value.is !== 'string' || start === undefined || end === undefined || sourceEnd === undefined)
    return { source: value, version: null };
  const trimmed = value.text.slice(start, end).trimEnd();
  return {
    source: sliceText(value, 0, sourceEnd),
    version: sliceText(value, start, start + trimmed.length),
  };
}
