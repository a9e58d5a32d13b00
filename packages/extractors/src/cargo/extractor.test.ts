import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { cargo } from './extractor.ts';

goldenCases(cargo, import.meta.dirname, kinds);
