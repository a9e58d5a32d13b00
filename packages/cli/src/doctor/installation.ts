import { arch, release } from 'node:os';
import process from 'node:process';
import { known } from '../known-licenses.ts';
import { build, version } from '../version.ts';
import type { Checked, Section } from './checked.ts';

/** Which program this is, and what it runs on. */
export function installation(): Section {
  return {
    title: 'Installation',
    checked: [
      {
        is: 'ok',
        what: 'fineprint',
        says: `${version}, ${build === null ? 'run from its sources, without a cache of what was read' : `build ${build}`}`,
      },
      // bin/fineprint.js refuses what is too old.
      { is: 'ok', what: 'node', says: `${process.versions.node} at ${process.execPath}` },
      { is: 'ok', what: 'system', says: `${process.platform} ${release()} ${arch()}` },
      facts(),
    ],
  };
}

const staleDays = 180;

function facts(): Checked {
  const { version: date } = known.facts();
  const days = Math.floor((Date.now() - Date.parse(date)) / 86_400_000);
  const told = { what: 'licence facts', says: `of ${date}` };
  return days > staleDays
    ? { ...told, is: 'note', todo: `They are ${days} days old: a newer fineprint knows what changed since.` }
    : { ...told, is: 'ok' };
}
