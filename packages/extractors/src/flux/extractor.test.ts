import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { flux } from './extractor.ts';

goldenCases(flux, import.meta.dirname, kinds);
