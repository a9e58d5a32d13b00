import { problemEffects, type Report, type ReportProblem } from '@fineprint/core';

/** The outcome of a scan in one sentence, with a mark that needs no colour. */
export function verdictOf({ summary: { findings, components, occurrences }, complete }: Report): {
  readonly is: 'clean' | 'warned' | 'failed';
  readonly mark: string;
  readonly sentence: string;
} {
  const counts = [
    plural(findings.error, 'error'),
    plural(findings.warning, 'warning'),
    plural(findings.note, 'note'),
    findings.waived > 0 ? `${findings.waived} waived` : '',
  ].filter((text) => text !== '');
  const seen = `${plural(components, 'component') || 'no component'} in ${plural(occurrences, 'place') || 'no place'}`;
  const partly = complete ? '' : ', incomplete';
  const is = findings.error > 0 ? 'failed' : findings.warning > 0 ? 'warned' : 'clean';
  const mark = { failed: '✗', warned: '!', clean: '✓' }[is];
  return { is, mark, sentence: `${counts.join(', ') || 'Nothing to object to'}: ${seen}${partly}` };
}

/** What the scan saw and could not see, as sentences. */
export function coverageSentences({
  coverage,
  problems,
  summary: { curated = 0 },
}: Report): readonly string[] {
  const { files, references } = coverage;
  const share = (count: number) => `${count} of ${references.seen}`;
  const unread = files.claimed - files.read;
  return [
    `${files.read} of ${files.seen} files hold infrastructure code${unread > 0 ? `; ${unread} could not be read in full` : ''}.`,
    `${share(references.resolved)} references name an exact version, ${share(references.pinned)} are pinned, ${share(references.licensed)} have a concluded licence.`,
    ...(curated > 0
      ? [`${plural(curated, 'licence')} ${curated === 1 ? 'is' : 'are'} the policy's own correction.`]
      : []),
    ...(problems.length > 0 ? [`${plural(problems.length, 'problem')} met on the way.`] : []),
  ];
}

/** That the scan is incomplete, for readers who see findings only, with what could not be read; `null` where it is complete. */
export function incompleteness({ complete, problems }: Report): {
  readonly sentence: string;
  readonly unread: readonly ReportProblem[];
} | null {
  if (complete) return null;
  const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
  return {
    unread,
    sentence: `The scan is incomplete: ${plural(unread.length, 'part') || 'a part'} could not be read.`,
  };
}

/** `3 errors`, `1 error`, nothing for none. */
export function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
