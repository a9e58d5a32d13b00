import {
  entryValue,
  type FileProblem,
  isWholeImageReference,
  type Literal,
  type LiteralSite,
  literalImages,
  literalTexts,
  type MapEntry,
  type ReferenceFact,
  type SourceFile,
  type Span,
} from '@fineprint/core';
import type { ArgumentFact } from './facts.ts';

/** What a module is given, as facts: which of it are images is said in the file of the module. */
export function* readArguments(
  site: LiteralSite,
  path: string,
  entries: readonly MapEntry[],
): Iterable<ArgumentFact> {
  for (const { key, value } of entries) {
    const references = literalTexts(site, value).filter(({ at }) => !isBuilt(site.file, at));
    const parameter = parameterOf(references[0]?.resolved.text ?? '');
    yield {
      is: 'argument',
      path,
      name: key,
      references,
      address: `${site.address}/${key}`,
      place: site.file.place(value),
      ...(parameter ? { parameter } : {}),
    };
  }
}

// https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables: azd sets it to the image that
// it has built.
const builtImage = /\bSERVICE_\w{1,100}_IMAGE_NAME\b/;

/** Whether a value is the image of a service that the Azure Developer CLI builds: first-party. */
export function isBuilt({ text }: SourceFile, { start, end }: Span): boolean {
  return builtImage.test(text.slice(start, Math.min(end, start + 500)));
}

/** The parameter that alone makes up a text. */
export function parameterOf(text: string): string | undefined {
  return /^\$\{(?<name>\w{1,200})\}$/.exec(text)?.groups?.name;
}

/** The `params` of a module. */
export function paramsOf({ evaluation }: LiteralSite, body: Literal): readonly MapEntry[] {
  return evaluation.reduce(body).flatMap(({ value }) => {
    // A module in a loop.
    const modules = value.is === 'list' ? value.items : [value];
    return modules.flatMap((each) => {
      const params = each.is === 'map' ? entryValue(each, 'params') : undefined;
      return params?.is === 'map' ? params.entries : [];
    });
  });
}

const imageKey = /image(?:Name|Uri|Reference)?$/i;

/** Whether a module is given an image, by the name of its parameter and beyond doubt. */
export function isImageArgument({ name, references }: ArgumentFact): boolean {
  return imageKey.test(name) && references.every(({ resolved }) => isWholeImageReference(resolved.text));
}

/** What a module of a registry is given under the name of an image, where it is an image beyond doubt. */
export function* readImages(
  site: LiteralSite,
  entries: readonly MapEntry[],
): Iterable<ReferenceFact | FileProblem> {
  for (const { key, value } of entries) {
    if (!imageKey.test(key)) continue;
    const texts = site.evaluation.texts(value);
    if (texts.length > 0 && texts.every(({ text }) => isWholeImageReference(text)))
      yield* literalImages({ ...site, address: `${site.address}/${key}` }, value);
  }
}
