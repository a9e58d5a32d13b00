import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placedIn } from '@fineprint/report';
import { exitCodes, renderer, type Surroundings, unfolded, writeWhole } from 'fineprint';
import type { Inputs } from './inputs.ts';
import { runUrl } from './run-url.ts';
import { addSummary, asPlainLog, setOutputs } from './runner-files.ts';
import type { EventScan } from './scan-for-event.ts';
import { changesOf } from './tell/changes.ts';

/** Where results are written to, and for whom. */
export interface Desk {
  readonly env: Surroundings['env'];
  print(text: string): unknown;
}

// Of three bytes at most each: they have room in the MiB of a summary, which the runner counts in bytes.
const summaryCharacters = 300_000;
const changeCharacters = 60_000;
const colorless = { appearing: unfolded(false), showWaived: false, isAction: true };

/** Writes the report files, then everything that the runner shows: log, annotations, job summary and outputs. */
export async function writeResults(scan: EventScan, inputs: Inputs, desk: Desk): Promise<void> {
  const { report, code, newFindings, changes, remarks } = scan;
  const said = changes === null ? remarks : [changes, ...remarks];
  const { failOn } = inputs;
  const { env, print } = desk;
  const files = await writeFiles(scan, inputs, desk);
  const look = { ...colorless, appearing: unfolded(!env.NO_COLOR), failOn };
  const render = await renderer(report, look);
  print(asPlainLog([...(await render('text', null)), ...said.map((sentence) => `${sentence}\n`)].join('')));
  if (inputs.hasAnnotations) {
    const annotate = await renderer(placedIn(report, scan.prefix), {
      ...colorless,
      failOn,
      warning: scan.warning,
    });
    print([...(await annotate('github', null))].join(''));
  }
  if (inputs.hasSummary) addSummary(env.GITHUB_STEP_SUMMARY, await summaryOf(scan, inputs));
  const { error, warning, note, known = 0 } = report.summary.findings;
  setOutputs(env.GITHUB_OUTPUT, {
    result: code === exitCodes.clean ? 'pass' : 'fail',
    'findings-total': String(error + warning + note + known),
    'findings-new': newFindings === null ? '' : String(newFindings),
    ...files,
    'report-url': runUrl(env) ?? '',
  });
}

async function writeFiles({ report, prefix }: EventScan, { failOn }: Inputs, { env }: Desk) {
  const directory = newDirectory(env.RUNNER_TEMP || tmpdir());
  const files = {
    'report-path': join(directory, 'report.json'),
    'sbom-path': join(directory, 'sbom.cdx.json'),
    'sarif-path': join(directory, 'report.sarif'),
  };
  const render = await renderer(report, { ...colorless, failOn });
  writeWhole(files['report-path'], await render('json', null));
  writeWhole(files['sbom-path'], await render('cyclonedx', null));
  // Code scanning looks for places in the repository.
  const above = await renderer(placedIn(report, prefix), { ...colorless, failOn });
  writeWhole(files['sarif-path'], await above('sarif', null));
  return files;
}

/** A job may run the action more than once; the files of the first are still to be there. */
function newDirectory(parent: string): string {
  for (let time = 1; ; time += 1) {
    const directory = join(parent, time === 1 ? 'fineprint' : `fineprint-${time}`);
    mkdirSync(parent, { recursive: true });
    try {
      mkdirSync(directory);
      return directory;
    } catch (cause) {
      const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
      if (!isTaken || time >= maxDirectories) throw cause;
    }
  }
}

const maxDirectories = 1_000;

async function summaryOf(scan: EventScan, { failOn }: Inputs): Promise<string> {
  const { report, remarks } = scan;
  const further = await changesOf(scan, changeCharacters);
  const look = { ...colorless, failOn, remarks, further, maxCharacters: summaryCharacters };
  const render = await renderer(report, look);
  return [...(await render('markdown', null))].join('');
}
