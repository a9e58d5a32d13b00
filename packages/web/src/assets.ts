import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Pages } from '@fineprint/server';

function read(name: string): string {
  return readFileSync(new URL(`../client/${name}`, import.meta.url), 'utf8');
}

// Licence classes and pins have the colours of the HTML report.
const colours = readFileSync(createRequire(import.meta.url).resolve('@fineprint/report/colours.css'), 'utf8');

/** What pages load: nothing comes from elsewhere. */
export const assets: Pages['assets'] = {
  'style.css': {
    type: 'text/css; charset=utf-8',
    body: [colours, read('style.css'), read('history.css'), read('review.css')].join('\n'),
  },
  'policy.js': { type: 'text/javascript; charset=utf-8', body: read('policy.js') },
  'print.css': { type: 'text/css; charset=utf-8', body: read('print.css') },
  'triage.js': { type: 'text/javascript; charset=utf-8', body: read('triage.js') },
};
