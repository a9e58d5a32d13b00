import {
  deployedStages,
  dockerImages,
  type FileProblem,
  parseDockerfile,
  type ScalarNode,
  type SourceFile,
  type Span,
  writtenPlace,
} from '@fineprint/core';
import type { OtherImageFact } from './facts.ts';

/** Reads the images of `dockerfile_inline`; what it installs is not read. */
export function* readInline(
  file: SourceFile,
  scalar: ScalarNode,
  address: string,
): Iterable<OtherImageFact | FileProblem> {
  // Compose takes two dollar signs for one that it leaves to the Dockerfile.
  const text = scalar.text.replaceAll('$$', '$');
  const dockerfile = parseDockerfile(text);
  const placeOf = text === scalar.text ? sourcePlaces(file.text, scalar) : () => null;
  for (const { message, ...span } of dockerfile.problems)
    yield file.problem('syntax-invalid', message, placeOf(span) ?? scalar);
  const images = dockerImages(dockerfile);
  const deployed = deployedStages(dockerfile, images);
  for (const use of images) {
    if (use.base.is !== 'image') continue;
    const { reference } = use;
    const written = writtenPlace(reference, { start: 0, end: reference.text.length });
    const place = placeOf(use.at);
    const isPlain = written?.verbatim === true && written.start === use.at.start && place !== null;
    yield {
      is: 'other-image',
      usage: use.by === 'from' && deployed.has(use.stage ?? -1) ? 'deployed' : 'build',
      place: file.place(place ?? scalar),
      text: reference.text === '' ? text.slice(use.at.start, use.at.end) : reference.text,
      verbatim: isPlain,
      templated: scalar.templated,
      address: `${address}/${use.by}`,
    };
  }
}

/** Answers where a range within one line of a literal block (`|`) stands in the file; `null` where that is not plain. */
function sourcePlaces(source: string, scalar: ScalarNode): (span: Span) => Span | null {
  if (scalar.style !== 'literal') return () => null;
  const valueLines = lineStarts(scalar.text);
  const written = source.slice(scalar.start, scalar.end);
  const sourceLines = lineStarts(written);
  return ({ start, end }) => {
    const index = lineOf(valueLines, start);
    const from = valueLines[index] ?? 0;
    const value = scalar.text.slice(from, (valueLines[index + 1] ?? scalar.text.length + 1) - 1);
    const sourceFrom = sourceLines[index] ?? 0;
    const line = written.slice(sourceFrom, sourceLines[index + 1]).replace(/\r?\n$/, '');
    if (end > from + value.length || !line.endsWith(value)) return null;
    const shift = scalar.start + sourceFrom + line.length - value.length - from;
    return { start: start + shift, end: end + shift };
  };
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
