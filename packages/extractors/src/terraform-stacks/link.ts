import {
  constraintAdmits,
  constraintRequest,
  evaluateHcl,
  HclBudget,
  type HclResolution,
  type HclScope,
  type HclValue,
  hclReason,
  hclReference,
  hclSlots,
  hclTexts,
  hclVia,
  type Linked,
  type LockState,
  locate,
  moduleParts,
  type Occurrence,
  type ProviderLock,
  parseProviderAddress,
  problem,
  providerLocks,
  providerParts,
  type Slot,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type {
  DefinitionFact,
  Expression,
  ModuleFact,
  ProviderFact,
  RequiredVersionFact,
  StackFact,
} from './facts.ts';

// Stacks run on HCP Terraform, and tests take what the module under test takes.
const registry = 'registry.terraform.io';
const stackRegistry = 'app.terraform.io';

/** Yields the modules and providers of a directory's Stack and tests. */
export function* linkStack(unit: UnitFiles<StackFact>, tree: Tree<StackFact>): Iterable<Linked> {
  const isStack = unit.files.some(({ format }) => format.startsWith('components'));
  yield { is: 'unit', kind: isStack ? 'terraform-stack' : 'terraform-test' };
  const stack = { unit, tree, isStack, value: evaluator(unit, tree) };
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'module') yield* linkModule(stack, path, fact);
      else if (fact.is === 'provider') yield* linkProvider(stack, path, fact);
      else if (fact.is === 'required-version') yield* linkRequiredVersion(stack, path, fact);
    }
  }
}

interface Stack {
  readonly unit: UnitFiles<StackFact>;
  readonly tree: Tree<StackFact>;
  /** Or a test, which takes what the module under test takes. */
  readonly isStack: boolean;
  readonly value: (path: string, expression: Expression) => HclValue;
}

function evaluator({ files }: UnitFiles<StackFact>, tree: Tree<StackFact>): Stack['value'] {
  const budget = new HclBudget(10);
  const definitions = new Map<string, { readonly path: string; readonly fact: DefinitionFact }>();
  for (const { path, facts } of files) {
    for (const fact of facts)
      if (fact.is === 'local' || fact.is === 'var')
        definitions.set(`${fact.is}.${fact.name}`, { path, fact });
  }
  const scope = (path: string): HclScope => ({
    file: path,
    text: tree.file(path)?.text ?? '',
    resolve: (root, [name = '']) => resolve(root, name),
  });
  const resolve = (root: string, name: string): HclResolution => {
    const found = definitions.get(`${root}.${name}`);
    return found?.fact.value
      ? { is: 'expression', expression: found.fact.value, scope: scope(found.path), used: 1 }
      : { is: 'unknown', reason: `"${root}.${name}" is known only when the Stack is deployed.` };
  };
  return (path, expression) => evaluateHcl(expression, scope(path), budget);
}

const blockNames = { component: 'component.', stack: 'stack.', removed: '', run: 'run.' } as const;

function* linkModule({ tree, value }: Stack, path: string, fact: ModuleFact): Iterable<Linked> {
  const texts = hclTexts(tree);
  const source = value(path, fact.source);
  const version = fact.version && value(path, fact.version);
  const parts = moduleParts(texts, source, version, registry);
  if (!parts) return;
  const { invalid, unresolved, ...said } = parts;
  const published = fact.of === 'stack' ? publishedStack(source) : null;
  const { at, text } = hclReference(texts, path, fact.source);
  yield {
    is: 'occurrence',
    kind: 'terraform-module',
    ...said,
    ...(published ?? (unresolved ? { unresolved } : {})),
    slots: said.slots.length > 0 || said.request.is !== 'nothing' ? said.slots : absentSlots(path, fact),
    at,
    text,
    address: `${blockNames[fact.of]}${fact.name}`,
    usage: fact.of === 'run' ? 'development' : 'deployed',
    ...(fact.of === 'removed' ? { scope: 'excluded' } : {}),
    via: hclVia(texts, [source, version], at),
  };
  if (invalid && !published) yield problem('reference-invalid', invalid, at);
}

function absentSlots(path: string, { absent }: ModuleFact | ProviderFact): readonly Slot[] {
  return absent.map(({ place, ...slot }) => ({ ...slot, at: locate(path, place) }));
}

const stackAddress = /^(?:(?<host>[\w-]+(?:\.[\w-]+)+)\/)?(?<name>[\w-]+\/[\w-]+)$/;

/** A Stack of HCP Terraform's private registry is `[host/]namespace/name`, one part shorter than a module. */
function publishedStack(source: HclValue): Pick<Occurrence, 'name' | 'source'> | null {
  const { host, name } = (source.is === 'string' && stackAddress.exec(source.text)?.groups) || {};
  return name === undefined ? null : { name, source: host ?? stackRegistry };
}

function* linkProvider(stack: Stack, path: string, fact: ProviderFact): Iterable<Linked> {
  const { tree, value } = stack;
  const texts = hclTexts(tree);
  const source = fact.source && value(path, fact.source);
  const version = fact.version && value(path, fact.version);
  const parts = providerParts(texts, fact.name, source, version, registry);
  if (!parts) return;
  const { invalid, ...said } = parts;
  const place = locate(path, fact.place);
  const { at, text } = fact.source
    ? hclReference(texts, path, fact.source)
    : { at: place, text: texts.written(path, place) };
  const lock = lockOf(stack, `${parts.source}/${parts.name}`);
  const lockedAt = lock?.lock.versionPlace ?? lock?.lock.place;
  yield {
    is: 'occurrence',
    kind: 'terraform-provider',
    ...said,
    ...(lock?.lock.version ? { locked: { version: lock.lock.version, hashes: lock.lock.hashes } } : {}),
    ...lockStateOf(stack, parts.request, lock?.lock.version),
    at,
    text,
    address: `provider.${fact.name}`,
    usage: 'deployed',
    slots: [...said.slots, ...absentSlots(path, fact)],
    via: [
      ...hclVia(texts, [source, version], at),
      ...(lock && lockedAt ? [locate(lock.path, lockedAt)] : []),
    ],
  };
  if (invalid) yield problem('reference-invalid', invalid, at);
}

function lockStateOf(
  { unit, tree, isStack }: Stack,
  request: Occurrence['request'],
  chosen: string | null | undefined,
): { readonly lock?: LockState } {
  const path = lockfileOf(unit);
  if (!isStack) return {};
  if (chosen === undefined) return { lock: { path, says: tree.has(path) ? 'silent' : 'missing' } };
  const asked = request.is === 'version' ? request.text : '';
  const isOther = constraintAdmits(asked, chosen, 'terraform') === false;
  return { lock: { path, says: isOther ? 'disagrees' : 'agrees' } };
}

function lockfileOf({ path }: UnitFiles<StackFact>): string {
  return path === '.' ? '.terraform.lock.hcl' : `${path}/.terraform.lock.hcl`;
}

function lockOf(
  { unit, tree }: Stack,
  address: string,
): { readonly path: string; readonly lock: ProviderLock } | undefined {
  const path = lockfileOf(unit);
  const file = tree.has(path) ? tree.file(path) : undefined;
  const lock = file && providerLocks(file).find((each) => normalised(each.address) === address);
  return lock && { path, lock };
}

function normalised(address: string): string | null {
  const parsed = parseProviderAddress(address);
  return parsed && `${parsed.host ?? registry}/${parsed.namespace}/${parsed.type}`;
}

function* linkRequiredVersion(
  { tree, value }: Stack,
  path: string,
  fact: RequiredVersionFact,
): Iterable<Linked> {
  const texts = hclTexts(tree);
  const version = value(path, fact.value);
  const { at, text } = hclReference(texts, path, fact.value);
  const because = hclReason(version);
  yield {
    is: 'occurrence',
    kind: 'tool',
    name: 'terraform',
    request: constraintRequest(version),
    ...(because === null ? {} : { unresolved: { part: 'version', because } }),
    at,
    text,
    address: 'terraform/required_version',
    usage: 'build',
    slots: because === null ? hclSlots(texts, 'version', version) : [],
    via: hclVia(texts, [version], at),
  };
}
