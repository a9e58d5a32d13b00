import {
  encodedText,
  type Program,
  type ReferenceFact,
  referenceFact,
  runtimeName,
  type SourceFile,
} from '@fineprint/core';
import { cdkPrefixes } from './cdk.ts';
import { importsAny } from './names.ts';

// `Runtime.NODEJS_20_X`; in Go `Runtime_NODEJS_20_X`.
const constant =
  /^(?<name>NODEJS|PYTHON|JAVA|DOTNET(?:_CORE)?|RUBY|GO|PROVIDED)(?:_(?<version>\d[A-Z0-9_]*|AL\d+|LATEST))?$/;

/** Reads the runtimes of AWS Lambda that a program of the CDK asks for, by their constants. */
export function* readRuntimes(file: SourceFile, program: Program): Iterable<ReferenceFact> {
  if (!importsAny(program, cdkPrefixes)) return;
  const { list } = program.tokens;
  for (const [index, token] of list.entries()) {
    const isMember = token.text === 'Runtime' && list[index + 1]?.text === '.';
    const named = isMember ? list[index + 2] : token.text.startsWith('Runtime_') ? token : undefined;
    if (!named || token.is !== 'word') continue;
    const { name, version } = constant.exec(named.text.replace(/^Runtime_/, ''))?.groups ?? {};
    if (name === undefined) continue;
    const text = version && versionOf(version);
    yield referenceFact(
      { file, address: `Runtime.${named.text}`, usage: 'deployed' },
      { at: { start: token.start, end: named.end }, resolved: encodedText(named.text, named, false) },
      {
        kind: 'runtime',
        name: runtimeName(name.replace('_', '')),
        request: text ? { is: 'tag', text } : { is: 'nothing' },
        slots: text ? [{ is: 'version', value: text, place: file.place(named), verbatim: false }] : [],
      },
    );
  }
}

/** `3_12` is 3.12, `20_X` 20.x, `8_CORRETTO` 8.al2. */
function versionOf(constantVersion: string): string {
  return constantVersion
    .replace(/_CORRETTO$/, '.al2')
    .replaceAll('_', '.')
    .toLowerCase();
}
