import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { arm } from './extractor.ts';

goldenCases(arm, import.meta.dirname, kinds);
