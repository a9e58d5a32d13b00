import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

// The runner refuses a summary over 1 MiB and then shows none.
const maxSummaryBytes = 1024 * 1024;

/**
 * Sets outputs of the step through the file that the runner names. The delimiter is random, so that no value can
 * end itself and set another (CVE-2022-35954).
 */
export function setOutputs(file: string | undefined, outputs: Readonly<Record<string, string>>): void {
  if (!file) return;
  for (const [name, value] of Object.entries(outputs)) {
    const delimiter = `fineprint-${randomUUID()}`;
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }
}

/** Adds Markdown to the job summary; what is too long is cut at a line, and said. */
export function addSummary(file: string | undefined, markdown: string): void {
  if (!file) return;
  appendFileSync(file, withinBytes(markdown, maxSummaryBytes));
}

const cutRemark = '\n\nThe summary was too long; the report holds everything.\n';

function withinBytes(markdown: string, most: number): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= most) return markdown;
  const cut = bytes.subarray(0, most - Buffer.byteLength(cutRemark));
  return cut.subarray(0, cut.lastIndexOf(0x0a)).toString('utf8') + cutRemark;
}

/** Wraps text for the log, so that nothing in it is taken for a workflow command. */
export function asPlainLog(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}\n::${token}::\n`;
}
