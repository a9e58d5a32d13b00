import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { maven } from './extractor.ts';

goldenCases(maven, import.meta.dirname, kinds);
