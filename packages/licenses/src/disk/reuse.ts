import {
  items,
  parseExpression,
  parseToml,
  printExpression,
  type SourceFile,
  scalarsOf,
} from '@fineprint/core';
import { evidenceFromField } from '../metadata/license-field.ts';
import { isEvidence, type Reading, unread, unreadAt } from '../metadata/metadata.ts';
import type { Disk } from './disk.ts';
import { allOf, headersIn, leafIds } from './headers.ts';
import { below } from './places.ts';
import { type ReadingMeans, readText } from './texts.ts';

/**
 * Reads what the REUSE specification (https://reuse.software/spec/) makes a project say: `LICENSES/<id>.txt` for each
 * license in use, and in `REUSE.toml` or `.reuse/dep5` which files stand under which. Each holds for its part, so all
 * apply.
 */
export function* reuseIn(directory: string, means: ReadingMeans): Iterable<Reading> {
  const { disk } = means;
  const names = disk.list(directory);
  const ids = names.includes('LICENSES') ? idsIn(below(directory, 'LICENSES'), disk) : [];
  const annotated = annotationsIn(directory, names, disk);
  yield* annotated.filter((reading) => 'is' in reading);
  if (ids.length === 0 && annotated.length === 0) return;
  for (const { id, path } of ids) yield* readNamedText(id, path, means);

  const said = [...annotated, ...headersIn(directory, disk)].filter(isEvidence);
  const expressions = said.map(({ expression }) => expression);
  const spoken = new Set(expressions.flatMap(leafIds));
  const silent = ids.map(({ id }) => id).filter((id) => !spoken.has(id));
  const all = [...expressions, ...silent];
  if (all.length === 0) return;
  const source = annotated.find(isEvidence)?.source ?? below(directory, 'LICENSES');
  yield {
    expression: allOf(all),
    covers: 'artifact',
    method: 'package-metadata',
    acknowledgement: 'declared',
    source,
    verified: false,
    confidence: 0.85,
    note: 'By the REUSE specification each of these licences holds for a part of the files.',
  };
}

const maximumIds = 30;
const textName = /^(?<id>[A-Za-z0-9.+-]{1,80})\.(?:txt|md|html)$/;

/** The licenses that `LICENSES` names; none where it has another use (Kubernetes keeps those of others there). */
function idsIn(directory: string, disk: Disk): readonly { readonly id: string; readonly path: string }[] {
  const names = disk.firstOf(disk.list(directory), maximumIds, 'licence texts', directory);
  const ids = names.map((name) => ({
    id: textName.exec(name)?.groups?.id ?? '',
    path: below(directory, name),
  }));
  const licenses = ids.filter(({ id }) => parseExpression(id).is === 'expression');
  const others = ids.filter(({ id }) => parseExpression(id).is !== 'expression' && !exception.test(id));
  if (others.length > 0) return [];
  return licenses.map(({ id, path }) => ({ id: canonical(id), path }));
}

// `Classpath-exception-2.0.txt` is the text of an exception: with which license, only the files say.
const exception = /exception/i;

function canonical(id: string): string {
  const parsed = parseExpression(id);
  return parsed.is === 'expression' ? printExpression(parsed.expression) : id;
}

/** The name of the file says which of "only" and "or later" is meant, where the text is the same. */
function* readNamedText(id: string, path: string, means: ReadingMeans): Iterable<Reading> {
  for (const reading of readText(path, means)) {
    if (!isEvidence(reading) || reading.expression === id) yield reading;
    else if (withoutScope(reading.expression) === withoutScope(id)) yield { ...reading, expression: id };
    else yield unread(path, `Its name says ${id}, and its text is that of ${reading.expression}.`);
  }
}

const scope = /-(?:only|or-later)$/;

function withoutScope(id: string): string {
  return id.replace(scope, '');
}

function annotationsIn(directory: string, names: readonly string[], disk: Disk): readonly Reading[] {
  const toml = below(directory, 'REUSE.toml');
  const file = names.includes('REUSE.toml') ? disk.file(toml) : undefined;
  if (file) return fromToml(toml, file);
  const dep5 = below(directory, '.reuse/dep5');
  const older = names.includes('.reuse') ? disk.file(dep5) : undefined;
  return older ? fromDep5(dep5, older) : [];
}

const maximumAnnotations = 200;

function fromToml(path: string, file: SourceFile): readonly Reading[] {
  const { documents, problems } = file.parse(parseToml);
  const [broken] = problems;
  if (broken) return [unreadAt(path, file, broken, `It cannot be read: ${broken.message}`)];
  return items(documents[0]?.root, 'annotations')
    .slice(0, maximumAnnotations)
    .flatMap((each) => scalarsOf(each, 'SPDX-License-Identifier'))
    .map((field) => {
      const reading = evidenceFromField(path, field.text);
      return 'is' in reading ? { ...reading, place: file.place(field) } : reading;
    });
}

const dep5License = /^License:[ \t]{0,16}(?<value>\S.{0,400})$/gm;

/** Reads the paragraphs of the Debian format (https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/). */
function fromDep5(path: string, file: SourceFile): readonly Reading[] {
  return [...file.text.slice(0, 200_000).matchAll(dep5License)]
    .slice(0, maximumAnnotations)
    .map(({ groups }) => evidenceFromField(path, groups?.value ?? ''));
}
