import { entries, get, items, type Resolved, type ScalarNode } from '../parse/tree/index.ts';
import {
  downloadParts,
  type ReferenceParts,
  referenceFact,
  scalarReference,
  slotsAt,
} from '../reference/index.ts';
import { readPluginLines } from '../script/index.ts';
import { objectName, ownPaths } from './objects.ts';
import { type CloudFormationReading, isPlacedOnly, type TemplateSite, textFact } from './reading.ts';
import { readCommand, readScriptFile } from './scripts.ts';

/**
 * Reads what `cfn-init` puts on a machine: packages, archives, files and commands
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-init.html).
 */
export function* readInit(site: TemplateSite, body: Resolved): CloudFormationReading {
  for (const { key, value } of entries(body, 'Metadata', 'AWS::CloudFormation::Init'))
    if (key.text !== 'configSets')
      yield* readConfig({ ...site, address: `${site.address}/${key.text}` }, value);
}

const commandSections = ['commands', 'container_commands'] as const;

/** Reads one configuration of a machine, of `cfn-init` or of Elastic Beanstalk. */
export function* readConfig(site: TemplateSite, config: Resolved): CloudFormationReading {
  for (const { key: manager, value: packages } of entries(config, 'packages'))
    yield* readPackages(site, manager.text, packages);
  for (const { value: source } of entries(config, 'sources')) yield* readDownload(site, source);
  for (const { key: path, value: file } of entries(config, 'files')) {
    const [source, content] = [get(file, 'source'), get(file, 'content')];
    if (source) yield* readDownload(site, source);
    if (content && /(?:^|\/)plugins\.txt$/.test(path.text)) yield* readPlugins(site, content);
    else if (content) yield* readScriptFile(site, content);
  }
  for (const section of commandSections) {
    for (const { value: command } of entries(config, section)) {
      const run = get(command, 'command');
      // A list is a program with its arguments, which no shell reads.
      if (run && !(run.is === 'list' && run.tag === undefined)) yield* readCommand(site, run);
    }
  }
}

/** Reads the list of Jenkins' plugins that a machine is given. */
function* readPlugins(site: TemplateSite, content: Resolved): CloudFormationReading {
  const at = { start: content.start, end: content.end };
  for (const { resolved } of site.evaluation.within({ mostTexts: 1 }).texts(content))
    yield* readPluginLines(site, { at, resolved });
}

const managers: ReadonlyMap<string, readonly [kind: 'os-package' | 'library', type: string]> = new Map([
  ['yum', ['os-package', 'rpm']],
  ['dnf', ['os-package', 'rpm']],
  ['zypper', ['os-package', 'rpm']],
  ['apt', ['os-package', 'deb']],
  ['python', ['library', 'pypi']],
  ['rubygems', ['library', 'gem']],
]);

function* readPackages(site: TemplateSite, manager: string, packages: Resolved): CloudFormationReading {
  const known = managers.get(manager);
  for (const { key, value } of entries(packages)) {
    const inner = { ...site, address: `${site.address}.${manager}/${key.text}` };
    // `rpm` and `msi` take a URL under a name that nobody else knows.
    if (!known) {
      for (const each of value.is === 'list' && value.tag === undefined ? items(value) : [value])
        yield* readDownload(inner, each);
      continue;
    }
    const [kind, type] = known;
    const versions = (value.is === 'list' ? items(value) : [value]).filter((each) => each.is === 'scalar');
    const asked = versions.filter(({ text }) => text !== '');
    for (const version of asked.length > 0 ? asked : [null])
      yield referenceFact(inner, scalarReference(key), {
        kind,
        name: `${type}/${key.text}`,
        ...versionOf(inner, version),
      });
  }
}

function versionOf(
  { file }: TemplateSite,
  version: ScalarNode | null,
): Pick<ReferenceParts, 'request' | 'slots'> {
  if (!version) return { request: { is: 'nothing' }, slots: [] };
  const { resolved } = scalarReference(version);
  return {
    request: { is: 'version', text: version.text },
    slots: slotsAt(file, 'version', resolved, { start: 0, end: version.text.length }),
  };
}

function* readDownload(site: TemplateSite, node: Resolved): CloudFormationReading {
  for (const text of site.evaluation.texts(node)) {
    const parts = downloadParts(site.file, text.resolved);
    if (!parts) continue;
    const { unresolved, ...known } = parts;
    const open = unresolved && !isPlacedOnly(text.resolved) ? { unresolved } : {};
    const own = ownPaths(text.resolved);
    const fact = textFact(site, text, { ...known, name: objectName(known.name), ...open });
    yield own.length > 0 ? { ...fact, own } : fact;
  }
}
