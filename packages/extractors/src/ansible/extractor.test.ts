import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { ansible } from './extractor.ts';

goldenCases(ansible, import.meta.dirname, kinds);
