import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { composer } from './extractor.ts';

goldenCases(composer, import.meta.dirname, kinds);
