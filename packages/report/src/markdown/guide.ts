import type { Report } from '@fineprint/core';
import { type FindingSubject, findingGroups } from '../finding-groups.ts';
import { mendingInWords } from '../mending.ts';
import { folded } from './findings.ts';

/** How what was found is mended or accepted, folded; nothing where nothing is open. */
export function guideOf(report: Report): string {
  const groups = findingGroups(report);
  if (groups.length === 0) return '';
  const subjects = groups.flatMap((group) => group.subjects);
  return folded(
    'How to fix or waive',
    '- Each finding says what mends it, and `fineprint explain RULE` says why its rule asks.\n' +
      `- ${pinning(report)}\n` +
      '- What is accepted for a time is waived in `fineprint.yaml`. A change is judged by the waivers of the branch that it goes to, so a new one has to be there first.\n' +
      `\n${exampleFor(subjects.find(isPlain))}\n`,
  );
}

function pinning(report: Report): string {
  const mending = mendingInWords(report, (command) => `\`${command}\``);
  return mending || '`fineprint pin --write` pins what can be pinned, in the files themselves.';
}

const plain = /^[\w./:+~-]{1,200}$/;

/** Whether a finding can be named in YAML as it is: what else stands in a name is for whoever writes the waiver. */
function isPlain({ component, finding }: FindingSubject): boolean {
  return component !== null && plain.test(component.key) && plain.test(finding.rule);
}

function exampleFor(subject: FindingSubject | undefined): string {
  const rule = subject?.finding.rule ?? 'RULE';
  const component = subject?.component?.key ?? 'KIND:NAME';
  return `\`\`\`yaml
waivers:
  - id: W-1
    rule: ${rule}
    component: ${component}
    reason: WHY
    owner: WHO
    expires: YYYY-MM-DD
\`\`\`
`;
}
