import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Log, Result } from 'sarif';
import { root } from '../contracts/sources.ts';

const program = join(root, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');

/** The rules of the validator that do not hold here, each with its reason. */
const accepted: ReadonlyMap<string, string> = new Map([
  ['SARIF2005', 'There is no address under which this program is published, for informationUri to name.'],
  [
    'SARIF2007',
    'What is scanned may be a directory of the repository, and a report does not say which: mappedTo would lie.',
  ],
]);

// It neither needs a library for languages nor asks whether the addresses in a log can be reached.
const alone = {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
};

/** What Microsoft's validator objects to as an error or a warning, by the rules of SARIF and those of GitHub. */
export async function multitoolErrors(file: string): Promise<readonly string[]> {
  const answer = `${file}.validation`;
  const { stdout } = await promisify(execFile)(
    program,
    [
      'validate',
      file,
      '--rule-kind',
      'Sarif;Gh;Ghas',
      '--level',
      'Error;Warning',
      '--max-file-size-in-kb',
      '100000',
      '--output',
      answer,
    ],
    { env: { ...process.env, ...alone }, maxBuffer: 100_000_000 },
  );
  const log: Log = JSON.parse(readFileSync(answer, 'utf8').replace(/^\ufeff/, ''));
  rmSync(answer);
  const [run] = log.runs;
  const wasRead = stdout.includes('1 files scanned') && run?.invocations?.[0]?.executionSuccessful === true;
  const objections = (run?.results ?? []).filter(({ ruleId }) => !accepted.has(ruleId ?? ''));
  return [...(wasRead ? [] : [`The file was not validated: ${stdout}`]), ...objections.map(inWords)];
}

function inWords({ ruleId, message, locations }: Result): string {
  const [first] = locations ?? [];
  const { startLine = 0 } = first?.physicalLocation?.region ?? {};
  return `${ruleId} ${startLine}: ${message.id} ${message.text ?? ''} ${(message.arguments ?? []).join(' ')}`;
}
