import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { makefile } from './extractor.ts';

goldenCases(makefile, import.meta.dirname, kinds);
