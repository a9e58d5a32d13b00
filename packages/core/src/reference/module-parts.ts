import type { Occurrence, Request } from '../model/occurrence.ts';
import type { HclValue } from '../parse/hcl/index.ts';
import {
  findSymbols,
  isSymbolic,
  type ModuleSource,
  parseModuleSource,
  type RemoteSource,
  repositoryLocation,
  type WrittenText,
} from '../parse/reference/index.ts';
import { absentHclParameter, type HclTexts, hclReason, hclSlots, hclText } from './hcl-place.ts';
import { isUnknownIn, refSlotsOf, selectionOf } from './module-selection.ts';
import { constraintRequest, isVersionConstraint } from './version-constraint.ts';

/** What the source of a module says of it; `invalid` says why it makes no sense. */
export interface ModuleParts
  extends Pick<
    Occurrence,
    'name' | 'source' | 'subpath' | 'request' | 'digest' | 'locked' | 'slots' | 'unresolved'
  > {
  readonly invalid?: string;
}

/**
 * Reads which module an evaluated source names, and in which version: beside it, in its query, or by its ref.
 * `registryHost` is asked where the source names no host; `null` where the source is a path of the repository's own.
 */
export function moduleParts(
  texts: HclTexts,
  source: HclValue,
  version: HclValue | null,
  registryHost: string,
): ModuleParts | null {
  const text = hclText(source) ?? '';
  const parsed = parseModuleSource(text);
  switch (parsed.is) {
    case 'local':
      return null;
    case 'registry':
      return registryParts(texts, parsed, source, version, registryHost);
    case 'unknown':
      return unknownParts(texts, source, version);
    default:
      return remoteParts(texts, parsed, source);
  }
}

/** Keeps a source that names nothing known as it is written, with what selects a version in it. */
export function unknownParts(texts: HclTexts, source: HclValue, version: HclValue | null): ModuleParts {
  const text = hclText(source) ?? '';
  const parsed = parseModuleSource(text);
  // A template's text is none yet.
  const isTemplate = source.is !== 'unknown' && isSymbolic(text);
  const invalid = `"${text}" is no module source.`;
  const because = hclReason(source) ?? (isTemplate ? 'Another program fills in a part of it.' : invalid);
  const ref = parsed.is === 'unknown' ? parsed.ref : null;
  return {
    name: nameWithoutSelection(text),
    ...(parsed.subpath ? { subpath: parsed.subpath } : {}),
    request: ref ? { is: 'git-ref', text: ref.text } : constraintRequest(version),
    slots: ref ? refSlotsOf(texts, source, ref) : versionSlots(texts, version),
    unresolved: { part: 'name', because },
    ...(source.is === 'unknown' || isTemplate ? {} : { invalid }),
  };
}

function registryParts(
  texts: HclTexts,
  parsed: Extract<ModuleSource, { is: 'registry' }>,
  source: HclValue,
  version: HclValue | null,
  registryHost: string,
): ModuleParts {
  const { namespace, name, provider, subpath, host, port } = parsed;
  const asked = version ? besideSource(texts, version) : inQuery(texts, parsed.version, source);
  const whole = `${namespace}/${name}/${provider}`;
  const isInvalid =
    asked.because === null && asked.request.is === 'version' && !isVersionConstraint(asked.request.text);
  const invalid = isInvalid ? `"${asked.text}" is no version constraint.` : null;
  const because = asked.because ?? invalid;
  return {
    name: whole,
    source: host === null ? registryHost : `${host}${port === null ? '' : `:${port}`}`,
    ...(subpath ? { subpath } : {}),
    request: asked.request,
    slots: asked.slots,
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    ...(invalid ? { invalid: `The version "${asked.text}" of "${whole}" is no version constraint.` } : {}),
  };
}

interface AskedVersion extends Pick<Occurrence, 'request' | 'slots'> {
  readonly text: string;
  /** Why it is not known. */
  readonly because: string | null;
}

function besideSource(texts: HclTexts, version: HclValue): AskedVersion {
  return {
    text: hclText(version) ?? '',
    request: constraintRequest(version),
    slots: versionSlots(texts, version),
    because: hclReason(version),
  };
}

/** Terragrunt writes `tfr:///namespace/name/provider?version=1.2.3`. */
function inQuery(texts: HclTexts, written: WrittenText | null, source: HclValue): AskedVersion {
  const text = written?.text ?? '';
  return {
    text,
    request: text === '' ? { is: 'nothing' } : { is: 'version', text },
    slots: written ? hclSlots(texts, 'version', source, written) : absentVersion(texts, source),
    because: source.is === 'unknown' && (isUnknownIn(text) || !written) ? source.reason : null,
  };
}

/** Terraform itself takes no query after the address of a registry's module. */
function absentVersion(texts: HclTexts, source: HclValue): ModuleParts['slots'] {
  return /^tfr:/i.test(hclText(source) ?? '') ? absentHclParameter(texts, 'version', source, 'version') : [];
}

function versionSlots(texts: HclTexts, version: HclValue | null): ModuleParts['slots'] {
  return version?.is === 'string' ? hclSlots(texts, 'version', version) : [];
}

function remoteParts(texts: HclTexts, parsed: RemoteSource, value: HclValue): ModuleParts {
  const selection = selectionOf(texts, parsed, value);
  const isRepository = parsed.is === 'git' || parsed.is === 'hg';
  const reason = hclReason(value);
  const unresolved = reason ? unresolvedPart(parsed, selection.request, reason) : undefined;
  return {
    name: isRepository
      ? repositoryLocation(parsed)
      : parsed.url.replace(schemePrefix, '').replace(/\?.*$/s, ''),
    source: parsed.url,
    ...(parsed.subpath ? { subpath: parsed.subpath } : {}),
    ...selection,
    ...(unresolved ? { unresolved } : {}),
  };
}

const schemePrefix = /^[a-z][a-z0-9+.-]*:\/\//i;

function unresolvedPart(
  parsed: RemoteSource,
  request: Request,
  because: string,
): Occurrence['unresolved'] | undefined {
  if (parsed.isSymbolic || isUnknownIn(parsed.subpath)) return { part: 'name', because };
  const isKnown = request.is !== 'nothing' && !isUnknownIn(request.text);
  return isKnown ? undefined : { part: 'version', because };
}

/** The text of a source without what selects a version, so that a name never changes with it. */
function nameWithoutSelection(text: string): string {
  let masked = '';
  for (const { start, end } of findSymbols(text)) {
    masked += text.slice(masked.length, start) + '-'.repeat(end - start);
  }
  masked += text.slice(masked.length);
  const query = masked.indexOf('?');
  const end = query < 0 ? text.length : query;
  const scheme = masked.indexOf('://');
  const double = masked.indexOf('//', scheme < 0 ? 0 : scheme + 3);
  return text.slice(0, double >= 0 && double < end ? double : end);
}
