import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { helm } from './extractor.ts';

goldenCases(helm, import.meta.dirname, kinds);
