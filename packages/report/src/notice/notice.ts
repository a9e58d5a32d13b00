import { printable, type Report, usages, withoutCommands } from '@fineprint/core';
import { groupReasons, type LicenseRow, versionedName } from '../licenses/rows.ts';
import type { Reporter, ReporterMeans } from '../reporter.ts';
import { shownLines } from '../shown-text.ts';
import { fold, hang } from '../terminal.ts';
import { plural } from '../verdict.ts';
import {
  type FoundNotice,
  type Notice,
  type NoticeComponent,
  type NoticeSection,
  noticeOf,
} from './parts.ts';

/** The attribution document: who is used under which licence, each licence text once, and who has none. */
export const notice = {
  id: 'notice',
  title: 'Notices with the licence texts',
  *render(report, means) {
    for (const piece of pieces(report, means)) yield withoutCommands(piece);
  },
} as const satisfies Reporter;

function* pieces(report: Report, means: ReporterMeans): Iterable<string> {
  const parts = noticeOf(report, means);
  yield* head(report, parts, means);
  for (const section of parts.sections) yield* sectionText(section);
  yield* filesText(parts.files);
  yield* unlicensedText(parts.unlicensed);
}

// The document is read in an editor and printed; its width depends on no terminal.
const width = 100;
const rule = `${'='.repeat(width)}\n`;
const thin = `${'-'.repeat(width)}\n`;

function* head(
  { tool, root, complete }: Report,
  { sections, unlicensed, leftOut }: Notice,
  { noticeUsages }: Pick<ReporterMeans, 'noticeUsages'>,
): Iterable<string> {
  const commit = root.commit === null ? '' : `, commit ${root.commit}`;
  const uses = noticeUsages.join(', ');
  const components = new Set(
    sections.flatMap((section) => section.components.map(({ component }) => component)),
  );
  yield `Third-party notices\n${printable(root.name)}${commit}\n\n`;
  const standard = sections.some(({ copies, text }) => copies.length === 0 && text !== null);
  const paragraphs = [
    `This document names the third-party code that is used here (${uses}) and gives the terms of each licence once: the text that was found beside the code, or else the standard text of the SPDX License List.`,
    standard
      ? 'A standard text names no holder of a copyright: where one is asked for, the copyright notices have to be taken from the code itself.'
      : '',
    [...components].some(({ license }) => license.concluded.covers === 'main-software')
      ? 'Of a container image, the licence is that of the main software in it. What else the image holds, a distribution and libraries under licences of their own, is not named here.'
      : '',
    `${plural(components.size, 'component') || 'No component'} with a licence, ${unlicensed.length} without one.`,
    leftOut === 0
      ? ''
      : `${plural(leftOut, 'component')} used in other ways (${usages.filter((usage) => !noticeUsages.includes(usage)).join(', ')}) ${leftOut === 1 ? 'is' : 'are'} left out.`,
    complete ? '' : 'Parts of the repository could not be read: something may be missing.',
    `Made by ${tool.name} ${tool.version}. It is no legal advice.`,
  ];
  for (const paragraph of paragraphs) if (paragraph !== '') yield `${fold(paragraph, width, '')}\n\n`;
  const ids = [...new Set(sections.map(({ id }) => id))];
  if (ids.length > 0) yield `${fold(printable(`Licences: ${ids.join(', ')}`), width, '')}\n\n`;
}

function* sectionText(section: NoticeSection): Iterable<string> {
  const { id, isException, name, components } = section;
  const title = name === null || name === id ? id : `${name} (${id})`;
  yield `${rule}${printable(title)}${isException ? ', an exception to the licence' : ''}\n${rule}\n`;
  for (const component of components) yield* componentText(component);
  yield `\n${fold(printable(originOf(section)), width, '')}\n`;
  if (section.text === null) yield '\n';
  else {
    yield `${thin}\n`;
    const isCopy = section.copies.length > 0;
    for (const line of shownLines(section.text)) yield `${isCopy ? line : folded(line)}\n`;
    yield '\n';
  }
}

/** The SPDX list writes a paragraph as one line; where it breaks is no part of its text, as it is of a copy. */
function folded(line: string): string {
  const margin = line.length - line.trimStart().length;
  return `${' '.repeat(margin)}${hang(line.trimStart(), width, margin)}`;
}

function* componentText({ component, notices }: NoticeComponent): Iterable<string> {
  const { license, purl } = component;
  const { expression, covers } = license.concluded;
  const remarks = [
    component.kind,
    covers === 'main-software' ? 'of the main software in it' : '',
    covers === 'application' ? 'of the application that it deploys' : '',
    license.effective !== null && license.effective !== expression ? `chosen from ${expression}` : '',
  ].filter((remark) => remark !== '');
  yield `- ${printable(`${versionedName(component)} (${remarks.join('; ')})`)}\n`;
  if (purl !== null) yield `  ${printable(purl)}\n`;
  for (const line of notices) yield `  ${printable(line)}\n`;
}

function originOf({ copies, text, url, components }: NoticeSection): string {
  const [first, ...rest] = copies;
  if (first !== undefined) {
    const others = rest.length === 0 ? '' : ` and ${plural(rest.length, 'more file')}`;
    const apart = components.some(({ notices }) => notices.length > 0)
      ? ' The copies differ in their copyright notices, which stand above.'
      : '';
    return `The text of ${first}${others}.${apart}`;
  }
  if (text !== null)
    return `The standard text of the SPDX License List${url === null ? '' : `, ${url}`}; no copy was found.`;
  return `No copy of the text was found, and none is shipped.${url === null ? '' : ` It can be read at ${url}`}`;
}

function* filesText(files: readonly FoundNotice[]): Iterable<string> {
  if (files.length > 0) yield `${rule}Notices that come with the code\n${rule}\n`;
  for (const { text, path, components } of files) {
    for (const component of components)
      yield `- ${printable(`${versionedName(component)} (${component.kind})`)}\n`;
    yield `\n${fold(printable(`The text of ${path}.`), width, '')}\n${thin}\n`;
    for (const line of shownLines(text)) yield `${line}\n`;
    yield '\n';
  }
}

function* unlicensedText(unlicensed: readonly LicenseRow[]): Iterable<string> {
  if (unlicensed.length === 0) return;
  yield `${rule}Without a known licence\n${rule}\n`;
  yield `${fold('Nobody could say under which terms these may be used. Whoever passes them on has to find out.', width, '')}\n\n`;
  for (const { name, rows } of groupReasons(unlicensed)) {
    const isBare = rows.every((row) => row.class === 'none');
    yield `${fold(printable(`${isBare ? 'There is no licence. ' : ''}${name}`), width, '')}\n\n`;
    for (const { component } of rows)
      yield `- ${printable(`${versionedName(component)} (${component.kind})`)}\n`;
    yield '\n';
  }
}
