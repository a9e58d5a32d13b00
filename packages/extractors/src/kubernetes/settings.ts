import { items, type Resolved, type ScalarNode, type SourceFile, scalarOf, textOf } from '@fineprint/core';
import type { ImageFact } from './facts.ts';
import { isSurelyImage } from './plausible.ts';

// Operators are told the images that they will run: by the variables that OLM mirrors
// (https://sdk.operatorframework.io/docs/…/relatedimages), or by flags.
const variable = /^RELATED_IMAGE_|(?:^|_)IMAGE(?:_|$)/;
const severalVariable = /(?:^|_)IMAGES$/;
const flag = /^(?<name>--?[\w.-]{0,80}image[\w.-]{0,80}=)(?<image>\S+)$/i;

/** Finds the images that a container is told in its environment and arguments. */
export function* settingsImages(file: SourceFile, container: Resolved, address: string): Iterable<ImageFact> {
  for (const each of items(container, 'env')) {
    const name = textOf(each, 'name') ?? '';
    const value = scalarOf(each, 'value');
    if (value && variable.test(name) && isSurelyImage(value.text))
      yield factOf(file, value, 0, `${address}/env/${name}`);
    if (value && severalVariable.test(name)) yield* severalImages(file, value, `${address}/env/${name}`);
  }
  for (const key of ['command', 'args']) {
    for (const each of items(container, key)) {
      if (each.is !== 'scalar') continue;
      const { name = '', image = '' } = flag.exec(each.text)?.groups ?? {};
      if (isSurelyImage(image))
        yield factOf(file, each, name.length, `${address}/${key}/${name.slice(0, -1)}`);
    }
  }
}

/** One image for each version of something, `4.3.1=quay.io/example/kafka:1.2.0`, by lines. */
function* severalImages(file: SourceFile, value: ScalarNode, address: string): Iterable<ImageFact> {
  for (const line of value.text.split('\n')) {
    const [key = '', image = ''] = line.trim().split('=', 2);
    if (!isSurelyImage(image)) continue;
    const pieces = [{ text: image, place: null, verbatim: false }];
    yield { is: 'image', place: file.place(value), text: image, pieces, address: `${address}/${key}` };
  }
}

function factOf(file: SourceFile, scalar: ScalarNode, skip: number, address: string): ImageFact {
  const { verbatim } = scalar;
  const place = file.place(verbatim ? { start: scalar.start + skip, end: scalar.end } : scalar);
  const text = scalar.text.slice(skip);
  return { is: 'image', place, text, pieces: [{ text, place, verbatim }], address };
}
