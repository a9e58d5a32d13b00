import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { packer } from './extractor.ts';

goldenCases(packer, import.meta.dirname, kinds);
