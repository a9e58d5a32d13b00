import {
  constraintRequest,
  type HclValue,
  hclReason,
  hclReference,
  hclSlots,
  hclText,
  hclTexts,
  hclVia,
  isVersionConstraint,
  type Linked,
  locate,
  type Occurrence,
  parseModuleSource,
  problem,
} from '@fineprint/core';
import type { ConstraintFact, EngineFact } from './facts.ts';
import type { Site } from './sources.ts';

/** Yields the program whose version a configuration asks for. */
export function* linkConstraint(site: Site, { of, value, place }: ConstraintFact): Iterable<Linked> {
  const { project, path, usage, program } = site;
  const texts = hclTexts(project.tree);
  const version = project.value(path, usage, value);
  const at = locate(path, place);
  yield {
    is: 'occurrence',
    kind: 'tool',
    name: of === 'terragrunt' ? 'terragrunt' : program.tool,
    ...askedVersion(site, version),
    at,
    text: texts.written(path, at),
    address: `${of}_version_constraint`,
    usage: 'build',
    via: hclVia(texts, [version], at),
  };
  const text = hclText(version);
  if (version.is === 'string' && !isVersionConstraint(version.text))
    yield problem('reference-invalid', `The version "${text}" of ${of} is no version constraint.`, at);
}

function askedVersion(
  { project }: Site,
  version: HclValue,
): Pick<Occurrence, 'request' | 'slots' | 'unresolved'> {
  const isInvalid = version.is === 'string' && !isVersionConstraint(version.text);
  const because = isInvalid ? `"${version.text}" is no version constraint.` : hclReason(version);
  return {
    request: constraintRequest(version),
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    slots: version.is === 'string' ? hclSlots(hclTexts(project.tree), 'version', version) : [],
  };
}

/** Yields the engine that runs modules in place of OpenTofu's own program (https://terragrunt.gruntwork.io/docs/features/engine/). */
export function* linkEngine({ project, path, usage }: Site, fact: EngineFact): Iterable<Linked> {
  const texts = hclTexts(project.tree);
  const source = project.value(path, usage, fact.source);
  const version = fact.version && project.value(path, usage, fact.version);
  const name = hclText(source) ?? '';
  const parsed = parseModuleSource(name);
  if (parsed.is === 'local') return;
  const { at, text } = hclReference(texts, path, fact.source);
  const because = hclReason(source);
  const reason = version ? hclReason(version) : null;
  const unresolved: Pick<Occurrence, 'unresolved'> =
    because !== null
      ? { unresolved: { part: 'name', because } }
      : reason !== null
        ? { unresolved: { part: 'version', because: reason } }
        : {};
  yield {
    is: 'occurrence',
    kind: 'tool',
    name: name.replace(/^https?:\/\//, ''),
    ...(parsed.is === 'git' || parsed.is === 'http' ? { source: parsed.url } : {}),
    request: constraintRequest(version),
    ...unresolved,
    at,
    text,
    address: 'engine',
    usage: 'build',
    slots: version?.is === 'string' ? hclSlots(texts, 'version', version) : [],
    via: hclVia(texts, [source, version], at),
  };
}
