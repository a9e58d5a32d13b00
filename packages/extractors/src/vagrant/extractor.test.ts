import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { vagrant } from './extractor.ts';

goldenCases(vagrant, import.meta.dirname, kinds);
