import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { asdf } from './extractor.ts';

goldenCases(asdf, import.meta.dirname, kinds);
