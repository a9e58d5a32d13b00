import { isOpen, type Report } from '@fineprint/core';

/** Says how many open findings come with edits that mend them, and which command makes these; empty where none does. */
export function mendingInWords({ findings, scan }: Report, quoted: (command: string) => string): string {
  const open = findings.filter(isOpen);
  const mended = open.filter(({ fix }) => fix !== null).length;
  if (mended === 0) return '';
  const share = mended === 1 ? 'one finding' : `${mended} of ${open.length} findings`;
  const command = `fineprint pin${scan.online ? ' --online' : ''} --write`;
  return `${quoted(command)} makes the edits that mend ${share}.`;
}
