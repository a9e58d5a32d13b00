import {
  findSymbols,
  type HclValue,
  joinPath,
  type Linked,
  type ModuleSource,
  type Occurrence,
  parseModuleSource,
  problem,
  type RemoteSource,
  type Request,
  repositoryLocation,
  type Slot,
} from '@fineprint/core';
import { isConstraint } from './constraint.ts';
import type { ModuleDirectory } from './directory.ts';
import type { ModuleFact } from './facts.ts';
import type { Installed } from './installed.ts';
import { type LinkedOccurrence, referenceAt, slotsOf, textOf, viaOfAll } from './occurrence.ts';
import type { Registry } from './registries.ts';
import { isSymbolicText, selectionOf, selectionSlots } from './selection.ts';

/** What is said of a call, and in which file; an override file may say the version. */
export interface ModuleStatement {
  readonly path: string;
  readonly versionPath: string;
  readonly fact: ModuleFact;
}

/** A call of a module, with the overrides of other files joined to it. */
export interface ModuleCall extends ModuleStatement {
  readonly name: string;
  readonly source: HclValue;
  readonly sourceText: string;
  readonly parsed: ModuleSource;
}

/** Evaluates a call's source; `null` where it names none. */
export function moduleCall(directory: ModuleDirectory, statement: ModuleStatement): ModuleCall | null {
  const { path, fact } = statement;
  if (!fact.source) return null;
  const source = directory.value(path, fact.source);
  const sourceText = textOf(source) ?? '';
  return { ...statement, name: fact.name, source, sourceText, parsed: parseModuleSource(sourceText) };
}

/** The directory of a local module, or `null` for any other, or one outside the root. */
export function localDirectory(
  directory: ModuleDirectory,
  { parsed, sourceText }: ModuleCall,
): string | null {
  if (parsed.is === 'local') return joinPath(directory.path, parsed.path);
  // Until Terraform 0.12 a path needed no dot in front.
  const path = parsed.is === 'unknown' ? joinPath(directory.path, sourceText) : null;
  return path !== null && path !== directory.path && directory.tree.unit(path) ? path : null;
}

/** Yields the component that a call names; a local path is no component. */
export function* linkModule(
  directory: ModuleDirectory,
  call: ModuleCall,
  registry: Registry,
  installed: Installed | null,
): Iterable<Linked> {
  const { path, versionPath, fact, source, parsed } = call;
  if (parsed.is === 'local' || !fact.source || localDirectory(directory, call) !== null) return;
  const { at, text } = referenceAt(directory, path, fact.source);
  const version = fact.version ? directory.value(versionPath, fact.version) : null;
  const named = partsOf(directory, call, version, registry);
  const { name, request, slots, ...rest } = named.parts;
  const chosen = chosenVersion(installed, request);
  const occurrence: LinkedOccurrence = {
    is: 'occurrence',
    kind: 'terraform-module',
    name,
    ...rest,
    request,
    ...(chosen === null ? {} : { locked: { version: chosen, hashes: [] } }),
    ...(named.because ? { unresolved: named.because } : {}),
    at,
    text,
    address: `module.${call.name}`,
    usage: 'deployed',
    slots,
    via: [...viaOfAll(directory, [source, version], at), ...(installed?.version ? [installed.location] : [])],
    ...(installed?.contents ? { contents: installed.contents } : {}),
  };
  yield occurrence;
  if (named.invalid) yield problem('reference-invalid', named.invalid, at);
}

const exactVersion = /^\s*=?\s*v?(?<version>\d+\.\d+\.\d+[0-9A-Za-z.+-]*)\s*$/;

/** What `init` chose, unless another version is asked for since. */
function chosenVersion(installed: Installed | null, request: Request): string | null {
  const asked = request.is === 'version' ? exactVersion.exec(request.text)?.groups?.version : undefined;
  if (!installed?.version || (asked !== undefined && asked !== installed.version)) return null;
  return installed.version;
}

interface Named {
  readonly parts: Pick<Occurrence, 'name' | 'source' | 'subpath' | 'request' | 'digest' | 'locked' | 'slots'>;
  readonly because?: Occurrence['unresolved'] | undefined;
  readonly invalid?: string;
}

function partsOf(
  directory: ModuleDirectory,
  call: ModuleCall,
  version: HclValue | null,
  registry: Registry,
): Named {
  const { parsed, source, sourceText } = call;
  switch (parsed.is) {
    case 'registry':
      return registryParts(directory, parsed, version, registry);
    case 'git':
    case 'hg':
    case 'http':
    case 's3':
    case 'gcs':
    case 'oci':
      return remoteParts(directory, parsed, source);
    default: {
      const reason = reasonOf(source) ?? `"${sourceText}" is no module source.`;
      const subpath = parsed.subpath;
      const name = nameWithoutSelection(sourceText);
      const ref = parsed.is === 'unknown' ? parsed.ref : null;
      return {
        parts: {
          name,
          ...(subpath ? { subpath } : {}),
          request: ref ? { is: 'git-ref', text: ref.text } : requestOf(version),
          slots: ref ? selectionSlots(directory, source, ref) : versionSlots(directory, version),
        },
        because: { part: 'name', because: reason },
        ...(source.is === 'unknown' ? {} : { invalid: `"${sourceText}" is no module source.` }),
      };
    }
  }
}

function registryParts(
  directory: ModuleDirectory,
  parsed: Extract<ModuleSource, { is: 'registry' }>,
  version: HclValue | null,
  registry: Registry,
): Named {
  const { namespace, name, provider, subpath, host, port } = parsed;
  const authority = host === null ? registry.host : `${host}${port === null ? '' : `:${port}`}`;
  const text = version ? textOf(version) : null;
  const isInvalid = version?.is === 'string' && !isConstraint(version.text);
  const because = version ? reasonOf(version) : null;
  return {
    parts: {
      name: `${namespace}/${name}/${provider}`,
      source: authority,
      ...(subpath ? { subpath } : {}),
      request: requestOf(version),
      slots: versionSlots(directory, version),
    },
    because: because
      ? { part: 'version', because }
      : isInvalid
        ? { part: 'version', because: `"${text}" is no version constraint.` }
        : undefined,
    ...(isInvalid
      ? { invalid: `The version "${text}" of "${namespace}/${name}/${provider}" is no version constraint.` }
      : {}),
  };
}

function remoteParts(directory: ModuleDirectory, parsed: RemoteSource, value: HclValue): Named {
  const selection = selectionOf(directory, parsed, value);
  const isRepository = parsed.is === 'git' || parsed.is === 'hg';
  const reason = reasonOf(value);
  const because = reason ? unresolvedPart(parsed, selection.request, reason) : undefined;
  return {
    parts: {
      name: isRepository
        ? repositoryLocation(parsed)
        : parsed.url.replace(schemePrefix, '').replace(/\?.*$/, ''),
      source: parsed.url,
      ...(parsed.subpath ? { subpath: parsed.subpath } : {}),
      ...selection,
    },
    because,
  };
}

const schemePrefix = /^[a-z][a-z0-9+.-]*:\/\//i;

function unresolvedPart(
  parsed: RemoteSource,
  request: Request,
  because: string,
): Occurrence['unresolved'] | undefined {
  if (parsed.isSymbolic || isSymbolicText(parsed.subpath)) return { part: 'name', because };
  const isKnown = request.is !== 'nothing' && !isSymbolicText(request.text);
  return isKnown ? undefined : { part: 'version', because };
}

function versionSlots(directory: ModuleDirectory, version: HclValue | null): readonly Slot[] {
  return version?.is === 'string' ? slotsOf(directory, 'version', version) : [];
}

/** What a `version` argument asks for. */
export function requestOf(version: HclValue | null): Request {
  const text = version ? textOf(version) : null;
  return text === null || text === '' ? { is: 'nothing' } : { is: 'version', text };
}

function reasonOf(value: HclValue): string | null {
  if (value.is === 'unknown') return value.reason;
  return value.is === 'string' || value.is === 'null' ? null : 'The value is no string.';
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
