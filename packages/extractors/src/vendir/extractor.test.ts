import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { vendir } from './extractor.ts';

goldenCases(vendir, import.meta.dirname, kinds);
