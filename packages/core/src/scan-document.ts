import { discoverPacked } from './discover/packed-tree.ts';
import type { Extractor } from './model/extractor.ts';
import { locate } from './model/location.ts';
import { effectOf, problem } from './model/problem.ts';
import type { Report } from './model/report.ts';
import { sourceFile } from './read/source-file.ts';
import { type ScanMeans, scanRead } from './scan.ts';

/** A document that a user hands over: it lies in no repository. */
export interface ScannedDocument {
  /** Its path, as reports call it. */
  readonly path: string;
  readonly text: string;
}

// A longer one has no code frames: nobody reads one of a line of a million characters.
const maxFramed = 1_000_000;

/**
 * Scans one document with one extractor, whose first format reads it; a file of a repository has budgets that a document
 * which the user chose has not. Throws what the format throws where the document is none of its own.
 */
export async function scanDocument(
  { path, text }: ScannedDocument,
  extractor: Extractor,
  means: ScanMeans,
): Promise<Report> {
  const [format] = extractor.formats;
  if (format === undefined) throw new TypeError(`The ${extractor.id} extractor reads nothing.`);
  const items = [...format.read(sourceFile(text))];
  const facts = items.flatMap((item) => (item.is === 'problem' ? [] : [item]));
  const problems = items.flatMap((item) =>
    item.is === 'problem' && 'code' in item
      ? [problem(item.code, item.message, locate(path, item.place))]
      : [],
  );
  const found = discoverPacked(new Map([[path, Buffer.from(text.length > maxFramed ? '' : text)]]), null);
  const isWhole = !problems.some((each) => effectOf(each) === 'unread');
  return scanRead(
    {
      ...found,
      name: path,
      problems,
      counts: { seen: 1, claimed: 1, read: isWhole ? 1 : 0 },
      inlineWaivers: [],
      ecosystems: [{ extractor, units: [{ path, files: [{ path, format: format.id, facts }] }] }],
      has: (asked) => asked === path,
      file: () => undefined,
      list: () => [],
      archive: () => undefined,
    },
    means,
  );
}
