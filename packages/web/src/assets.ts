import { readFileSync } from 'node:fs';
import type { Pages } from '@fineprint/server';

function read(name: string): string {
  return readFileSync(new URL(`../client/${name}`, import.meta.url), 'utf8');
}

/** What pages load: nothing comes from elsewhere. */
export const assets: Pages['assets'] = {
  'style.css': { type: 'text/css; charset=utf-8', body: read('style.css') },
  'print.css': { type: 'text/css; charset=utf-8', body: read('print.css') },
  'triage.js': { type: 'text/javascript; charset=utf-8', body: read('triage.js') },
};
