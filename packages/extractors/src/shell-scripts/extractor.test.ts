import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { shellScripts } from './extractor.ts';

goldenCases(shellScripts, import.meta.dirname, kinds);
