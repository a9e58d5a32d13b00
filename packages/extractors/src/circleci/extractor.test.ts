import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { circleci } from './extractor.ts';

goldenCases(circleci, import.meta.dirname, kinds);
