import type { FileProblem, SourceFile } from '@fineprint/core';
import type { CoordinatesFact, GradleFact } from './facts.ts';
import { withoutComments } from './script-text.ts';

const quoted =
  /(?<!\w)(?<configuration>[A-Za-z_]\w{0,80})["']?[ \t]{0,8}\(?\s{0,40}\[?\s{0,40}(?:(?:platform|enforcedPlatform|testFixtures)[ \t]{0,4}\(\s{0,8})?(?<quote>["'])(?<text>[^"'\n]{3,300})\k<quote>/dg;
const further = /\s{0,40},\s{0,40}(?<quote>["'])(?<text>[^"'\n]{3,300})\k<quote>/dy;
// `jackson: "group:artifact:$versions.jackson"`, `def jackson = "…"`: coordinates with a name of their own.
const assigned =
  /(?<!\w)(?<configuration>[A-Za-z_]\w{0,80})["']?[ \t]{0,8}[:=][ \t]{0,8}(?<quote>["'])(?<text>[\w.-]{1,150}:[^"'\n:]{1,150}:[^"'\n]{1,100})\k<quote>/dg;
const mapped =
  /(?<!\w)["']?(?<name>[A-Za-z_][\w-]{0,80})["']?[ \t]{0,8}:[ \t]{0,8}(?<quote>["'])(?<value>\d[^"'\n$]{0,80})\k<quote>/dg;
const named =
  /(?<!\w)(?<configuration>[A-Za-z_]\w{0,80})[ \t]{0,8}\(?[ \t]{0,8}group\s{0,4}[:=]\s{0,4}["'](?<group>[^"'\n]{1,200})["'],\s{0,40}name\s{0,4}[:=]\s{0,4}["'](?<artifact>[^"'\n]{1,200})["'](?:,\s{0,40}version\s{0,4}[:=]\s{0,4}["'](?<version>[^"'\n]{1,100})["'])?/dg;
const plugin =
  /\b(?<function>id|kotlin)\b[ \t]{0,4}\(?[ \t]{0,4}["'](?<id>[\w.-]{1,200})["'][ \t]{0,4}\)?[ \t]{0,8}\.?version[ \t]{0,4}\(?[ \t]{0,4}(?:["'](?<version>[^"'\n]{1,100})["']|(?<variable>[A-Za-z_][\w.]{0,100}))/dg;
const use =
  /(?<!\w)(?<configuration>[A-Za-z_]\w{0,80})["']?[ \t]{0,8}\(?\s{0,8}(?:(?:platform|enforcedPlatform|testFixtures)[ \t]{0,4}\(\s{0,8})?\b(?:libs|\w{1,40}Libs)\.(?<accessor>[A-Za-z][\w.]{0,200})/g;
const variable =
  /(?:^|[^\w."'])(?:(?:val|var|def|const|String)\s{1,4}|ext\.|project\.ext\.|rootProject\.ext\.)?(?<name>[A-Za-z_]\w{0,80})(?:\s{0,4}:\s{0,4}String)?\s{0,4}(?:=|by\s{1,4}extra\s{0,4}\()\s{0,4}["'](?<value>[^"'\n$]{1,100})["']/dg;
const extra = /\bextra\s{0,4}\[["'](?<name>\w{1,80})["']\]\s{0,4}=\s{0,4}["'](?<value>[^"'\n$]{1,100})["']/dg;

/** Reads what stands in `*.gradle` and `*.gradle.kts` as it is; the script is not run. */
export function* readScript(file: SourceFile): Iterable<GradleFact | FileProblem> {
  const text = withoutComments(file.text);
  for (const match of text.matchAll(quoted)) {
    const configuration = match.groups?.configuration ?? '';
    for (const each of [match, ...furtherThan(match, text)]) yield* artifact(file, configuration, each);
  }
  for (const match of text.matchAll(assigned))
    yield* artifact(file, match.groups?.configuration ?? '', match);
  for (const match of text.matchAll(named)) {
    const { configuration = '', group = '', artifact: name = '', version } = match.groups ?? {};
    const place = match.indices?.groups?.artifact ?? [0, 0];
    const at = match.indices?.groups?.version;
    if (notAsking.test(configuration)) continue;
    yield coordinates(file, { configuration, group, artifact: name, version }, place, at);
  }
  for (const match of text.matchAll(plugin)) yield pluginFact(file, match);
  for (const { groups, index, 0: found } of text.matchAll(use)) {
    const { configuration = '', accessor = '' } = groups ?? {};
    const place = file.place({ start: index, end: index + found.length });
    yield { is: 'use', accessor: normalized(accessor), configuration, place };
  }
  for (const pattern of [variable, extra, mapped]) {
    for (const { groups, indices } of text.matchAll(pattern)) {
      const [start, end] = indices?.groups?.value ?? [0, 0];
      const { name = '', value = '' } = groups ?? {};
      yield { is: 'variable', name, value, place: file.place({ start, end }) };
    }
  }
}

/** `compile('g:a:1', 'g:b:1')`: one call may ask for several. */
function* furtherThan(first: RegExpExecArray, text: string): Iterable<RegExpExecArray> {
  further.lastIndex = first.index + first[0].length;
  for (let next = further.exec(text); next; next = further.exec(text)) yield next;
}

/** Names of catalogues: `-`, `_` and `.` are one. */
export function normalized(name: string): string {
  return name.replace(/[-_]/g, '.').replace(/\.get(?:\(\))?$/, '');
}

// Functions that take coordinates and ask for nothing.
const notAsking =
  /^(?:exclude|substitute|module|force|because|url|uri|artifact|mavenBom\w+|println|include|project)$/;
const asking =
  /(?:implementation|api|compileonly|runtimeonly|annotationprocessor|compile|runtime|provided|classpath|kapt|ksp|testcompile|developmentonly|desugaring|mavenbom|plugins|lintchecks)$/i;
const gav = /^(?<group>[\w.-]+):(?<artifact>[\w.$[{}\]-]+)(?::(?<version>[^:@]*))?(?::[^:@]+)?(?:@\w+)?$/d;

function* artifact(
  file: SourceFile,
  configuration: string,
  match: RegExpExecArray,
): Iterable<CoordinatesFact> {
  const text = match.groups?.text ?? '';
  const found = gav.exec(text);
  const { group = '', artifact: name = '', version } = found?.groups ?? {};
  if (!found || notAsking.test(configuration) || (version === undefined && !asking.test(configuration)))
    return;
  // `host:port` and times look like it.
  if (!/[A-Za-z]/.test(group) || /^\d+$/.test(name)) return;
  const [start, end] = match.indices?.groups?.text ?? [0, 0];
  const [from, to] = found.indices?.groups?.version ?? [];
  const at = from === undefined || to === undefined ? undefined : ([start + from, start + to] as const);
  yield coordinates(file, { configuration, group, artifact: name, version }, [start, end], at);
}

interface Named {
  readonly configuration: string;
  readonly group: string;
  readonly artifact: string;
  readonly version: string | undefined;
}

function coordinates(
  file: SourceFile,
  { version, ...rest }: Named,
  [start, end]: readonly [number, number],
  versionAt: readonly [number, number] | undefined,
): CoordinatesFact {
  return {
    is: 'coordinates',
    ...rest,
    version: version || null,
    versionPlace: versionAt ? file.place({ start: versionAt[0], end: versionAt[1] }) : null,
    text: file.text.slice(start, end),
    place: file.place({ start, end }),
  };
}

/** A plugin is had from the artifact that is called after its id. */
function pluginFact(file: SourceFile, { groups, indices }: RegExpExecArray): CoordinatesFact {
  const { id: written = '', version, variable: name } = groups ?? {};
  const id = groups?.function === 'kotlin' ? `org.jetbrains.kotlin.${written}` : written;
  const place = indices?.groups?.id ?? [0, 0];
  const asked = version ?? (name === undefined ? undefined : `\${${name}}`);
  const at = version === undefined ? undefined : indices?.groups?.version;
  return coordinates(
    file,
    { configuration: 'plugin', group: id, artifact: `${id}.gradle.plugin`, version: asked },
    place,
    at,
  );
}
