import { loadLicenses } from '@fineprint/licenses';
import { readData } from './data.ts';

/** What is known of licences by the data of this program. Each part is read when it is first asked for, and once: a process that scans often does not read megabytes for each scan. */
export const known = loadLicenses(readData);
