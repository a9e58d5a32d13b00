import { loadLicenses } from '@fineprint/licenses';
import { readData } from 'fineprint/program';

/** The licence knowledge that is shipped with the program; each part of it is read when something first asks for it. */
export const knowledge = loadLicenses(readData);
