import {
  claimSlot,
  classifyGitRef,
  everyVersion,
  exactly,
  type HclValue,
  hclReference,
  hclText,
  hclVia,
  intersect,
  joinPath,
  type Linked,
  locate,
  type ModuleParts,
  type ModuleSource,
  moduleParts,
  type Occurrence,
  type PlacedSlot,
  parseConstraint,
  parseModuleSource,
  parseVersion,
  problem,
  type Request,
  unknownParts,
} from '@fineprint/core';
import type { ModuleDirectory } from './directory.ts';
import type { ModuleFact } from './facts.ts';
import type { Installed } from './installed.ts';
import type { LinkedOccurrence } from './occurrence.ts';
import type { Registry } from './registries.ts';

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
  const sourceText = hclText(source) ?? '';
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
  const { at, text } = hclReference(directory, path, fact.source);
  const version = fact.version ? directory.value(versionPath, fact.version) : null;
  const { invalid, ...said } =
    moduleParts(directory, source, version, registry.host) ?? unknownParts(directory, source, version);
  const parts = { ...said, ...besideSource(call, said) };
  const current = installed && isAskedFor(installed, parts.request) ? installed : null;
  yield {
    is: 'occurrence',
    kind: 'terraform-module',
    ...parts,
    ...(current?.version ? { locked: { version: current.version, hashes: [] } } : {}),
    at,
    text,
    address: `module.${call.name}`,
    usage: 'deployed',
    via: [...hclVia(directory, [source, version], at), ...(current?.version ? [current.location] : [])],
    ...(current?.contents ? { contents: current.contents } : {}),
  } satisfies LinkedOccurrence;
  if (invalid) yield problem('reference-invalid', invalid, at);
}

/** What a version of its own, or a comment, would add to a source. */
function besideSource(
  { path, parsed, fact }: ModuleCall,
  { request, slots }: Pick<ModuleParts, 'request' | 'slots'>,
): Pick<Occurrence, 'claimed' | 'slots'> {
  const { version, claim } = fact.beside;
  const placed = ({ place, ...slot }: PlacedSlot) => ({ ...slot, at: locate(path, place) });
  if (parsed.is === 'registry')
    return { slots: [...slots, ...(slots.length > 0 ? [] : version.map(placed))] };
  if (!claim || request.is !== 'git-ref') return { slots };
  const isClaimed = !claim.absent && classifyGitRef(request.text) === 'commit';
  return { ...(isClaimed ? { claimed: claim.text } : {}), slots: [...slots, placed(claimSlot(claim))] };
}

/** Whether what `init` fetched is what is asked for still: a constraint or a ref may have been changed since. */
function isAskedFor({ version, ref }: Installed, request: Request): boolean {
  const text = request.is === 'nothing' ? null : request.text;
  if (version === null) return ref === text;
  const exact = parseVersion(version);
  const asked = request.is === 'version' ? parseConstraint(request.text, 'terraform') : everyVersion;
  // Whoever cannot be understood excludes nothing.
  return exact === null || 'invalid' in asked || intersect(asked, exactly(exact)).length > 0;
}
