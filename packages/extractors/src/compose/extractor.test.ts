import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { compose } from './extractor.ts';

goldenCases(compose, import.meta.dirname, kinds);
