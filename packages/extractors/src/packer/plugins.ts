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
  problem,
} from '@fineprint/core';
import type { TemplateDirectory } from './directory.ts';
import type { PluginFact, RequiredVersionFact } from './facts.ts';

const address = /^[^/\s.]+(?:\.[^/\s.]+)+(?:\/[^/\s]+){2,}$/;

/** Yields a plugin that `required_plugins` asks for. */
export function* linkPlugin(directory: TemplateDirectory, path: string, fact: PluginFact): Iterable<Linked> {
  const texts = hclTexts(directory.tree);
  const source = fact.source && directory.value(path, fact.source, null);
  const version = fact.version && directory.value(path, fact.version, null);
  const name = source ? (hclText(source) ?? '') : '';
  const place = locate(path, fact.place);
  const { at, text } = fact.source
    ? hclReference(texts, path, fact.source)
    : { at: place, text: texts.written(path, place) };
  const isNamed = source?.is === 'string' && address.test(name);
  const wrong = source ? `"${name}" is no address of a plugin.` : 'No source is given for the plugin.';
  const asked = askedVersion(directory, version);
  const absent = fact.absent.map(({ place: point, ...slot }) => ({ ...slot, at: locate(path, point) }));
  yield {
    is: 'occurrence',
    kind: 'packer-plugin',
    name: name || fact.name,
    ...asked,
    slots: [...asked.slots, ...absent],
    ...(isNamed
      ? {}
      : { unresolved: { part: 'name', because: (source && hclReason(source)) ?? wrong } as const }),
    at,
    text,
    address: `required_plugins.${fact.name}`,
    usage: 'build',
    via: hclVia(texts, [source, version], at),
  };
  if (!isNamed && source?.is !== 'unknown') yield problem('reference-invalid', wrong, at);
  else if (version?.is === 'string' && !isVersionConstraint(version.text))
    yield problem(
      'reference-invalid',
      `The version "${version.text}" of "${name}" is no version constraint.`,
      at,
    );
}

/** Yields the version of Packer that a template asks for. */
export function* linkRequiredVersion(
  directory: TemplateDirectory,
  path: string,
  { value, isMinimum }: RequiredVersionFact,
): Iterable<Linked> {
  const texts = hclTexts(directory.tree);
  const version = directory.value(path, value, null);
  const { at, text } = hclReference(texts, path, value);
  const asked = askedVersion(directory, version);
  const request =
    isMinimum && asked.request.is === 'version'
      ? ({ is: 'version', text: `>=${asked.request.text}` } as const)
      : asked.request;
  yield {
    is: 'occurrence',
    kind: 'tool',
    name: 'packer',
    ...asked,
    request,
    at,
    text,
    address: 'packer/required_version',
    usage: 'build',
    via: hclVia(texts, [version], at),
  };
  if (version.is === 'string' && !isVersionConstraint(version.text))
    yield problem('reference-invalid', `The version "${version.text}" is no version constraint.`, at);
}

function askedVersion(
  { tree }: TemplateDirectory,
  version: HclValue | null,
): Pick<Occurrence, 'request' | 'slots' | 'unresolved'> {
  const isInvalid = version?.is === 'string' && !isVersionConstraint(version.text);
  const because = isInvalid ? `"${version.text}" is no version constraint.` : version && hclReason(version);
  return {
    request: constraintRequest(version),
    ...(because ? { unresolved: { part: 'version', because } } : {}),
    slots: version?.is === 'string' ? hclSlots(hclTexts(tree), 'version', version) : [],
  };
}
