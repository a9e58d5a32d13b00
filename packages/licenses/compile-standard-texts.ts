import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import type { CompiledStandardTexts, StandardText } from './src/standard-texts.ts';

/** Compiles the full texts of the SPDX list, those of the exceptions beside them. */
export function compileStandardTexts(exceptions: readonly StandardText[]): CompiledStandardTexts {
  const list: Readonly<Record<string, { readonly name: string; readonly licenseText: string }>> =
    createRequire(import.meta.url)('spdx-license-list/full');
  const licenses = Object.entries(list).map(
    ([id, { name, licenseText }]) => [id, name, tidy(licenseText)] as const,
  );
  return {
    format: 'fineprint-license-texts/1',
    source: 'SPDX license list, as of the npm package spdx-license-list 6.12.0',
    licenses: licenses.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    exceptions: exceptions.map(({ id, name, text }) => [id, name, tidy(text)] as const),
  };
}

/** Compresses five megabytes, most of which repeat each other, into the form that is shipped. */
export function compressed(json: string): Uint8Array {
  return brotliCompressSync(json, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
}

/** No carriage returns, no spaces at the end of a line, no blank lines around. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
