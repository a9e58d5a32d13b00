import {
  absentAttribute,
  attributeOf,
  blocksOf,
  encodedText,
  type FileProblem,
  type HclBlock,
  type HclBody,
  isVersionConstraint,
  type LiteralString,
  literalString,
  parseModuleSource,
  type ReferenceFact,
  type ReferenceParts,
  referenceFact,
  repositoryLocation,
  type SourceFile,
  type Span,
  type SyntaxProblem,
  slotsAt,
} from '@fineprint/core';

type Read = Iterable<ReferenceFact | FileProblem>;

/** Reads a configuration (https://github.com/terraform-linters/tflint/blob/master/docs/user-guide/config.md). */
export function* readConfig(
  file: SourceFile,
  { body, problems }: { readonly body: HclBody; readonly problems: readonly SyntaxProblem[] },
): Read {
  yield* file.problems(problems);
  for (const plugin of blocksOf(body, 'plugin', 1)) yield* readPlugin(file, plugin);
  for (const settings of blocksOf(body, 'tflint')) yield* readRequiredVersion(file, settings);
}

/** A plugin without a source is the one that is built in, or has been put into the plugin directory by hand. */
function* readPlugin(file: SourceFile, { body, labels, header }: HclBlock): Read {
  const name = labels[0]?.text ?? '';
  const source = yield* stringOf(file, body, 'source');
  const version = yield* stringOf(file, body, 'version');
  if (!source && name === 'terraform') return;
  const site = {
    file,
    address: `plugin.${name}`,
    usage: 'development',
    ...(isEnabled(body) ? {} : { scope: 'excluded' as const }),
  } as const;
  const at: Span = source ?? labels[0] ?? header;
  const named = source ? sourceName(source) : { name, ...byHand };
  const reference = { at, resolved: encodedText(source?.value ?? name, at, source?.exact ?? true) };
  const asked = askedVersion(file, version);
  const absent = absentAttribute(file, body, { key: 'version', behind: 'source' }, 'version');
  const slots = [...asked.slots, ...absent];
  yield referenceFact(site, reference, { kind: 'tflint-plugin', ...named, ...asked, slots });
  if (source && named.unresolved)
    yield file.problem('reference-invalid', `The source "${source.value}" names no repository.`, at);
}

const byHand = {
  unresolved: { part: 'name', because: 'It has no source, so it has been installed by hand.' },
} as const;

function sourceName(source: LiteralString): Pick<ReferenceParts, 'name' | 'source' | 'unresolved'> {
  const parsed = parseModuleSource(`git::${source.value}`);
  if (parsed.is === 'git') return { name: repositoryLocation(parsed), source: parsed.url };
  return {
    name: source.value,
    unresolved: { part: 'name', because: `"${source.value}" names no repository.` },
  };
}

function askedVersion(
  file: SourceFile,
  version: LiteralString | null,
): Pick<ReferenceParts, 'request' | 'slots'> {
  if (!version?.value) return { request: { is: 'nothing' }, slots: [] };
  const { value, exact } = version;
  return {
    request: { is: 'version', text: value },
    slots: slotsAt(file, 'version', encodedText(value, version, exact), { start: 0, end: value.length }),
  };
}

function isEnabled(body: HclBody): boolean {
  const enabled = attributeOf(body, 'enabled')?.value;
  return enabled?.is !== 'bool' || enabled.value;
}

function* readRequiredVersion(file: SourceFile, { body }: HclBlock): Read {
  const version = yield* stringOf(file, body, 'required_version');
  if (!version) return;
  const isInvalid = !isVersionConstraint(version.value);
  const because = `"${version.value}" is no version constraint.`;
  yield referenceFact(
    { file, address: 'tflint/required_version', usage: 'development' },
    { at: version, resolved: encodedText(version.value, version, version.exact) },
    {
      kind: 'tool',
      name: 'tflint',
      ...askedVersion(file, version),
      ...(isInvalid ? { unresolved: { part: 'version', because } } : {}),
    },
  );
  if (isInvalid) yield file.problem('reference-invalid', `The required version ${because}`, version);
}

/** Reads an attribute that holds a plain string; the format has no variables. */
function* stringOf(
  file: SourceFile,
  body: HclBody,
  name: string,
): Generator<FileProblem, LiteralString | null> {
  const attribute = attributeOf(body, name);
  if (!attribute) return null;
  yield* file.problems(attribute.problems);
  return literalString(attribute.value) ?? null;
}
