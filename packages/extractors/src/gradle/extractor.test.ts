import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { gradle } from './extractor.ts';

goldenCases(gradle, import.meta.dirname, kinds);
