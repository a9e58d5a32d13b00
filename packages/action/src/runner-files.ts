import { randomUUID } from 'node:crypto';
import { appendFileSync, statSync } from 'node:fs';

// The runner refuses a summary over 1 MiB and then shows none.
const maxSummaryBytes = 1024 * 1024;

/**
 * Sets outputs of the step through the file that the runner names. The delimiter is random, so that no value can
 * end itself and set another (CVE-2022-35954); one that holds it all the same is refused.
 */
export function setOutputs(
  file: string | undefined,
  outputs: Readonly<Record<string, string>>,
  random: () => string = randomUUID,
): void {
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) {
    const delimiter = `fineprint-${random()}`;
    if (value.includes(delimiter)) throw new Error(`The output "${name}" holds its own delimiter.`);
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }
}

/** Adds Markdown to the job summary; what is too long is cut at a line, and said. */
export function addSummary(file: string | undefined, markdown: string): void {
  if (!file) return;
  const taken = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  appendFileSync(file, withinBytes(markdown, maxSummaryBytes - taken));
}

const cutRemark =
  '\n\nThe summary was too long; the file that the output "report-path" names has everything.\n';

function withinBytes(markdown: string, most: number): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= most) return markdown;
  const cut = bytes.subarray(0, Math.max(0, most - Buffer.byteLength(cutRemark)));
  // Up to the end of a line, so that no character is cut through.
  const whole = cut.subarray(0, Math.max(0, cut.lastIndexOf(0x0a))).toString('utf8');
  return whole.length + cutRemark.length > most ? '' : whole + cutRemark;
}

/** Wraps text for the log, so that nothing in it is taken for a workflow command. */
export function asPlainLog(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}\n::${token}::\n`;
}
