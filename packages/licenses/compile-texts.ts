import { createRequire } from 'node:module';
import current from 'spdx-license-ids/index.json' with { type: 'json' };
import { type CompiledTexts, textKey } from './src/texts/license-texts.ts';
import { normaliseLicenseText } from './src/texts/normalise.ts';

/** A license of the SPDX list with its full text. */
export interface ListedText {
  readonly id: string;
  readonly text: string;
}

/** A listed text with the full name of its license. */
export interface NamedText extends ListedText {
  readonly name: string;
}

/** Reads the full texts of the SPDX list, 12 MB that are needed only to build. */
export function listedTexts(): readonly NamedText[] {
  const list: Readonly<Record<string, { readonly name: string; readonly licenseText: string }>> =
    createRequire(import.meta.url)('spdx-license-list/full');
  const texts = Object.entries(list).map(([id, { name, licenseText }]) => ({ id, name, text: licenseText }));
  // `any-OSI` is listed with words about it, which are the text of nothing.
  return texts.filter(({ text }) => normaliseLicenseText(text) !== '');
}

/** Compiles the table of license texts; where several ids share one text, the plainest stands for all. */
export function compileTexts(listed: readonly ListedText[]): CompiledTexts {
  const groups = Map.groupBy(listed, ({ text }) => textKey(text));
  const texts = [...groups].flatMap(([key, group]) => {
    const id = plainestOf(group.map((one) => one.id).filter((one) => undeprecated.has(one)));
    return id === null ? [] : [[key, id] as const];
  });
  const notice = apacheNotice(listed);
  return {
    format: 'fineprint-texts/1',
    source: 'SPDX license list, as of the npm package spdx-license-list 6.12.0',
    texts: [...texts, [textKey(notice), 'Apache-2.0'] as const].toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    ),
  };
}

/** Groups of ids that one normalised text stands for. */
export function sharedTexts(listed: readonly ListedText[]): readonly (readonly string[])[] {
  const groups = Map.groupBy(listed, ({ text }) => textKey(text));
  return [...groups.values()]
    .map((group) => group.map(({ id }) => id).toSorted())
    .filter((ids) => ids.length > 1);
}

// Many modules put only the notice that the Apache license asks for into their LICENSE file.
function apacheNotice(listed: readonly ListedText[]): string {
  const text = listed.find(({ id }) => id === 'Apache-2.0')?.text ?? '';
  return text.slice(text.lastIndexOf('Licensed under the Apache License'));
}

const undeprecated: ReadonlySet<string> = new Set(current);
const variant =
  /-(?:or-later|(?:no-)?invariants-only|(?:no-)?invariants-or-later|no-RFN|RFN|no-copyleft-exception|Combined-Work-Exception)$/;

/** Chooses the id of a text that several share: `-only` of the GNU ids, no variant of the others; `null` if unclear. */
export function plainestOf(ids: readonly string[]): string | null {
  if (ids.length === 1) return ids[0] ?? null;
  const plain = ids.filter((id) => !variant.test(id));
  return plain.length === 1 ? (plain[0] ?? null) : null;
}
