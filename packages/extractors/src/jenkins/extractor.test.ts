import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { jenkins } from './extractor.ts';

goldenCases(jenkins, import.meta.dirname, kinds);
