import { describe, expect, test } from 'vitest';
import { sourceSpan } from '../mapped-text.ts';
import { parseImageReference } from '../reference/image.ts';
import { writtenPlace } from '../reference/resolved-text.ts';
import { parseShell, resolveWord } from '../shell/index.ts';
import { parseDockerfile } from './dockerfile.ts';
import { dockerImages } from './images.ts';
import { dockerScope } from './scope.ts';

function lines(...each: readonly string[]): string {
  return `${each.join('\n')}\n`;
}

function images(...each: readonly string[]): readonly string[] {
  return dockerImages(parseDockerfile(lines(...each))).map(({ by, base, reference }) => {
    const what = base.is === 'stage' ? `stage ${base.index}` : base.is;
    return `${by} ${what} ${reference.text}${reference.isResolved ? '' : ' ?'}`;
  });
}

describe('ARG in FROM', () => {
  test('takes the defaults before the first FROM, without their quotes', () => {
    expect(images('ARG BASE="alpine"', "ARG TAG='3.19'", 'FROM ${BASE}:$TAG')).toEqual([
      'from image alpine:3.19',
    ]);
  });

  test('sees earlier ones, even of the same line', () => {
    expect(images('ARG A=1 B=$A.2', 'ARG C=img:$B', 'FROM $C')).toEqual(['from image img:1.2']);
  });

  test('without default is unresolved', () => {
    expect(images('ARG IMG', 'FROM $IMG')).toEqual(['from image $IMG ?']);
  });

  test('with an empty default is empty', () => {
    expect(images('ARG X=', 'FROM img${X}')).toEqual(['from image img']);
  });

  test('declared inside a stage does not reach a later FROM', () => {
    expect(images('FROM a', 'ARG TAG=1', 'FROM b:${TAG}')).toEqual(['from image a', 'from image b:${TAG} ?']);
  });

  test.each([
    ['${X:-img:1}', 'from image img:1'],
    ['${X-img:1}', 'from image img:1'],
    ['${X:+img:1}', 'from image ${X:+img:1} ?'],
    ['${SET:+img:1}', 'from image img:1'],
    ['${SET:-img:1}', 'from image set'],
    ['${SET#s}', 'from image et'],
    ['${SET/s/x}', 'from image ${SET/s/x} ?'],
    ['${X:-${Y:-img:2}}', 'from image img:2'],
    ['redis@sha256:${DIGEST}', 'from image redis@sha256:${DIGEST} ?'],
  ])('%s', (reference, expected) => {
    expect(images('ARG SET=set', 'ARG X', `FROM ${reference}`)).toEqual([expected]);
  });

  test('a platform is another question', () => {
    const text = lines('FROM --platform=$BUILDPLATFORM golang:1.22 AS build');
    const [use] = dockerImages(parseDockerfile(text));
    expect(use?.reference.text).toBe('golang:1.22');
    expect(use?.platform).toMatchObject({ text: '$BUILDPLATFORM', isResolved: false });
  });
});

describe('stages', () => {
  test('are no images, whatever their case; one that comes later is', () => {
    expect(
      images(
        'FROM late AS Build',
        'FROM build',
        'COPY --from=BUILD a b',
        'COPY --from=0 a b',
        'FROM scratch AS late',
      ),
    ).toEqual([
      'from image late',
      'from stage 0 build',
      'copy stage 0 BUILD',
      'copy stage 0 0',
      'from scratch scratch',
    ]);
  });

  test('scratch is nothing, through an ARG too', () => {
    expect(images('ARG B=scratch', 'FROM $B')).toEqual(['from scratch scratch']);
  });

  test('chosen by a variable are still no images', () => {
    expect(images('FROM a AS bin-linux', 'FROM bin-$TARGETOS')).toEqual([
      'from image a',
      'from stage 0 bin-$TARGETOS ?',
    ]);
    expect(images('FROM a AS bin-linux', 'FROM $TARGET')).toEqual(['from image a', 'from image $TARGET ?']);
  });
});

test('COPY, mounts, delayed instructions and the syntax directive name images', () => {
  expect(
    images(
      '# syntax=docker/dockerfile:1.9',
      'FROM a AS b',
      'COPY --from=nginx:1.25 x y',
      'RUN --mount=type=bind,from=ghcr.io/astral-sh/uv:0.5,source=/uv --mount=type=cache,target=/c --mount=from=b x',
      'ONBUILD COPY --from=c:1 x y',
      'RUN <<EOF',
      'FROM nothing',
      'EOF',
    ),
  ).toEqual([
    'syntax image docker/dockerfile:1.9',
    'from image a',
    'copy image nginx:1.25',
    'mount image ghcr.io/astral-sh/uv:0.5',
    'mount stage 0 b',
    'copy image c:1',
  ]);
});

describe('where a tag is written', () => {
  function tagPlace(text: string) {
    const [use] = dockerImages(parseDockerfile(text));
    if (!use) throw new Error('no image');
    const image = parseImageReference(use.reference.text);
    if (image.is === 'invalid' || !image.tagSpan) throw new Error('no tag');
    const place = writtenPlace(use.reference, image.tagSpan);
    return (
      place && {
        text: text.slice(place.start, place.end),
        verbatim: place.verbatim,
        via: place.via.map(({ name }) => name),
      }
    );
  }

  test.each([
    ['FROM alpine:3.20', '3.20', true, []],
    ['FROM "alpine:3.20"', '3.20', true, []],
    ['ARG TAG=3.20\nFROM alpine:$TAG', '3.20', true, ['TAG']],
    ['ARG TAG="3.20"\nFROM alpine:${TAG}', '3.20', true, ['TAG']],
    ['ARG IMG=alpine:3.20\nFROM $IMG', '3.20', true, ['IMG']],
    ['ARG V=3.20\nARG IMG=alpine:$V\nFROM $IMG', '3.20', true, ['V', 'IMG']],
    ['FROM alpine:${TAG:-3.20}', '3.20', true, ['TAG']],
    ['FROM alpine:3.\\\n20', '3.\\\n20', false, []],
  ])('%j', (text, written, verbatim, via) => {
    expect(tagPlace(text)).toEqual({ text: written, verbatim, via });
  });

  test('a tag of two places has none', () => {
    expect(tagPlace('ARG V=3\nFROM alpine:$V.20')).toBeNull();
  });
});

describe('variables in a stage', () => {
  function words(...each: readonly string[]): string {
    const dockerfile = parseDockerfile(lines(...each));
    const scope = dockerScope(dockerfile);
    const run = dockerfile.instructions.findLast(({ keyword }) => keyword === 'RUN');
    if (!run) throw new Error('no RUN');
    const script = run.argument;
    const resolved = parseShell(script.text).commands.flatMap((command) =>
      command.words.map(
        (word) => resolveWord(script.text, word, scope.lookup(run), (span) => sourceSpan(script, span)).text,
      ),
    );
    return resolved.join(' ');
  }

  test.each([
    [['ARG A=1', 'FROM x', 'RUN $A'], '$A'],
    [['ARG A=1', 'FROM x', 'ARG A', 'RUN $A'], '1'],
    [['ARG A=1', 'FROM x', 'ARG A=2', 'RUN $A'], '2'],
    [['FROM x', 'ARG A=1', 'ENV A=2', 'RUN $A'], '2'],
    [['FROM x', 'ENV A=2', 'ARG A=1', 'RUN $A'], '2'],
    [['FROM x', 'ENV A one two', 'RUN $A'], 'one two'],
    [['FROM x', 'ENV A=1 B="x y"', 'RUN $A $B'], '1 x y'],
    [['FROM x', 'ENV A=1', 'ENV A=2 B=$A', 'RUN $B'], '1'],
    [['FROM x', 'RUN $A', 'ENV A=1', 'RUN $A'], '1'],
    [['FROM x AS y', 'ENV A=1', 'FROM y', 'RUN $A'], '1'],
    [['FROM x AS y', 'ARG A=1', 'FROM y', 'RUN $A'], '1'],
    [['FROM x AS y', 'ENV A=1', 'FROM z', 'RUN $A'], '$A'],
    [['FROM x', 'ARG TARGETARCH', 'RUN $TARGETARCH'], '$TARGETARCH'],
  ])('%j', (file, expected) => {
    expect(words(...file)).toBe(expected);
  });
});

test('values that double with each line stay within bounds', () => {
  const doubling = Array.from({ length: 200 }, (_, index) => `ARG A${index + 1}=$A${index}$A${index}`);
  const [use] = dockerImages(parseDockerfile(lines('ARG A0=aaaaaaaa', ...doubling, 'FROM $A200')));
  expect(use?.reference.isResolved).toBe(false);
  expect(use?.reference.text.length).toBeLessThan(1_000_000);
});
