// Renders a report of a number of components into files, in every format or in those that are named, as the program does. A
// process of its own, so that the peak of its memory, which it tells after each, is that of the report and its rendering.
import { join } from 'node:path';
import { type FormatName, formats } from '@fineprint/report';
import { writeWhole } from '../../packages/cli/src/output.ts';
import { renderer } from '../../packages/cli/src/render.ts';
import { runScan } from '../../packages/cli/src/run-scan.ts';
import { UsageError } from '../../packages/cli/src/usage-error.ts';
import { root } from '../contracts/sources.ts';
import { emptied, multiplied } from './huge-report.ts';

/** What came of one format: a file, or why it is refused. */
export interface Rendered {
  readonly format: FormatName;
  readonly file: string;
  readonly refused: string | null;
  /** Peak of the process so far, in kilobytes. */
  readonly maxRSS: number;
}

if (import.meta.filename === process.argv[1]) {
  const [directory = '.', count = '0', ...asked] = process.argv.slice(2);
  const render = await renderingOf(Number(count));
  for (const format of await distinctFormats()) {
    if (asked.length > 0 && !asked.includes(format)) continue;
    const file = join(directory, format);
    const refused = await refusal(async () => writeWhole(file, await render(format, null)));
    const { maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ format, file, refused, maxRSS } satisfies Rendered));
  }
}

async function refusal(write: () => Promise<void>): Promise<string | null> {
  try {
    await write();
    return null;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

async function renderingOf(components: number) {
  const tree = join(root, 'test/repos/harbour');
  const env = { SOURCE_DATE_EPOCH: '1790000000' };
  const { report } = await runScan(tree, { policies: [], exclude: [], only: [], cache: null, env });
  const look = { appearing: () => ({ color: false, width: 100, linkTo: null }), showWaived: true };
  return renderer(components === 0 ? emptied(report) : multiplied(report, components), look);
}

/** Of several names of one format the first. */
async function distinctFormats(): Promise<readonly FormatName[]> {
  const names = Object.keys(formats) as readonly FormatName[];
  const ids: readonly string[] = await Promise.all(names.map(async (name) => (await formats[name]()).id));
  return names.filter((_, index) => ids.indexOf(ids[index] ?? '') === index);
}
