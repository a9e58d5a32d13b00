import { joinedReference, type Reference, scalarReference } from '../../reference/index.ts';
import { items, type Resolved, type ScalarNode, scalarOf, textOf } from '../tree/index.ts';
import type { ImageAt } from './images.ts';
import { isSurelyImage } from './plausible.ts';

// Operators are told the images that they will run: by the variables that OLM mirrors
// (https://sdk.operatorframework.io/docs/…/relatedimages), or by flags.
const variable = /^RELATED_IMAGE_|(?:^|_)IMAGE(?:_|$)/;
const severalVariable = /(?:^|_)IMAGES$/;
const flag = /^(?<name>--?[\w.-]{0,80}image[\w.-]{0,80}=)(?<image>\S+)$/i;

/** Finds the images that a container is told in its environment and arguments. */
export function* settingsImages(container: Resolved, address: string): Iterable<ImageAt> {
  for (const each of items(container, 'env')) {
    const name = textOf(each, 'name') ?? '';
    const value = scalarOf(each, 'value');
    if (value && variable.test(name) && isSurelyImage(value.text))
      yield { reference: scalarReference(value), address: `${address}/env/${name}` };
    if (value && severalVariable.test(name)) yield* severalImages(value, `${address}/env/${name}`);
  }
  for (const key of ['command', 'args']) {
    for (const each of items(container, key)) {
      if (each.is !== 'scalar') continue;
      const { name = '', image = '' } = flag.exec(each.text)?.groups ?? {};
      if (isSurelyImage(image))
        yield { reference: partAfter(each, name.length), address: `${address}/${key}/${name.slice(0, -1)}` };
    }
  }
}

/** One image for each version of something, `4.3.1=quay.io/example/kafka:1.2.0`, by lines. */
function* severalImages(value: ScalarNode, address: string): Iterable<ImageAt> {
  for (const line of value.text.split('\n')) {
    const [key = '', image = ''] = line.trim().split('=', 2);
    if (!isSurelyImage(image)) continue;
    // Several references stand in one scalar: none has a place of its own.
    yield { reference: joinedReference(value, [image]), address: `${address}/${key}` };
  }
}

/** What of a scalar stands after its first characters: the value of a flag. */
function partAfter(scalar: ScalarNode, skip: number): Reference {
  const { start, verbatim, text } = scalar;
  return scalarReference({ ...scalar, text: text.slice(skip), start: verbatim ? start + skip : start });
}
