import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { awsCdk } from './extractor.ts';

goldenCases(awsCdk, import.meta.dirname, kinds);
