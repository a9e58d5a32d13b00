import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { awsCodebuild } from './extractor.ts';

goldenCases(awsCodebuild, import.meta.dirname, kinds);
