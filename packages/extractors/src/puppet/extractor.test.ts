import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { puppet } from './extractor.ts';

goldenCases(puppet, import.meta.dirname, kinds);
