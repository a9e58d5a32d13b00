import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { python } from './extractor.ts';

goldenCases(python, import.meta.dirname, kinds);
