import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { crossplane } from './extractor.ts';

goldenCases(crossplane, import.meta.dirname, kinds);
