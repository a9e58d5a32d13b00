import {
  hashValue,
  listed,
  partOf,
  type ReferenceFact,
  type RubyCall,
  type RubyValue,
  referenceFact,
  resolvedText,
  rubyReference,
  type SourceFile,
  slotsAt,
  togetherWith,
  unresolvedPart,
} from '@fineprint/core';
import { isSetting } from './settings.ts';

/** Reads the plugins that a Vagrantfile installs, and the Vagrant that it asks for. */
export function* readPlugins(file: SourceFile, calls: readonly RubyCall[]): Iterable<ReferenceFact> {
  for (const call of calls) {
    const name = call.path.at(-1);
    const [first, ...others] = call.args;
    if (call.path[0] === 'Vagrant' && name === 'require_version' && first)
      yield requiredVagrant(file, [first, ...others]);
    else if (call.path[0] === 'Vagrant' && name === 'require_plugin' && first) yield pluginFact(file, first);
    else if (isSetting(call, 'vagrant', 'plugins='))
      for (const each of listed(first)) yield* readEntry(file, each);
    else if ((name === 'system' || name === 'exec') && first?.is === 'text') yield* readInstall(file, first);
  }
}

/** `"name"`, or `{"name" => {"version" => "1.2"}}`. */
function* readEntry(file: SourceFile, entry: RubyValue): Iterable<ReferenceFact> {
  if (entry.is !== 'hash') yield pluginFact(file, entry);
  else for (const { key, value } of entry.entries) yield pluginFact(file, key, hashValue('version', value));
}

function pluginFact(file: SourceFile, name: RubyValue, version?: RubyValue): ReferenceFact {
  const reference = rubyReference(file, name);
  const asked = version ? rubyReference(file, version).resolved : null;
  const { text } = reference.resolved;
  const unresolved = unresolvedPart('name', reference.resolved);
  const isOne = asked !== null && /^[^\s<>=!~,]+$/.test(asked.text);
  return referenceFact(
    { file, address: `vagrant.plugins.${text}`, usage: 'development' },
    togetherWith(reference, asked),
    {
      kind: 'vagrant-plugin',
      name: text,
      request: asked ? { is: 'version', text: asked.text } : { is: 'nothing' },
      ...(unresolved.unresolved ? unresolved : asked ? unresolvedPart('version', asked) : {}),
      slots: isOne ? slotsAt(file, 'version', asked, { start: 0, end: asked.text.length }) : [],
    },
  );
}

function requiredVagrant(file: SourceFile, constraints: readonly RubyValue[]): ReferenceFact {
  const references = constraints.map((each) => rubyReference(file, each));
  const [first] = references;
  const start = first?.at.start ?? 0;
  const at = { start, end: references.at(-1)?.at.end ?? start };
  const comma = { is: 'supplied', text: ', ', span: at, verbatim: false, via: [] } as const;
  const resolved = resolvedText(
    references.flatMap(({ resolved: each }, index) => (index > 0 ? [comma, ...each.pieces] : each.pieces)),
  );
  const one = references.length === 1 ? /^=?\s*(?<version>\d[\w.]*)$/d.exec(resolved.text) : null;
  const [from, to] = one?.indices?.groups?.version ?? [];
  return referenceFact(
    { file, address: 'Vagrant.require_version', usage: 'development' },
    { at, resolved },
    {
      kind: 'tool',
      name: 'vagrant',
      request: { is: 'version', text: resolved.text },
      slots:
        from === undefined || to === undefined
          ? []
          : slotsAt(file, 'version', resolved, { start: from, end: to }),
    },
  );
}

const install = /\bvagrant plugin install (?<options>(?:--[\w-]+ )*)(?<name>#\{[^}]{0,200}\}?|[\w.-]+)/d;
const pluginVersion = /--plugin-version[ =](?<version>[\w.]+)/d;

/** `system "vagrant plugin install name"`, as files do that install their own plugins. */
function* readInstall(
  file: SourceFile,
  command: RubyValue & { readonly is: 'text' },
): Iterable<ReferenceFact> {
  const { at, resolved } = rubyReference(file, command);
  const [start, end] = install.exec(resolved.text)?.indices?.groups?.name ?? [];
  if (start === undefined || end === undefined) return;
  const name = partOf(resolved, { start, end });
  const [from, to] = pluginVersion.exec(resolved.text)?.indices?.groups?.version ?? [];
  const range = from === undefined || to === undefined ? null : { start: from, end: to };
  yield referenceFact(
    { file, address: `system/vagrant.plugins.${name.text}`, usage: 'development' },
    { at, resolved: name },
    {
      kind: 'vagrant-plugin',
      name: name.text,
      request: range
        ? { is: 'version', text: resolved.text.slice(range.start, range.end) }
        : { is: 'nothing' },
      ...unresolvedPart('name', name),
      slots: range ? slotsAt(file, 'version', resolved, range) : [],
    },
  );
}
