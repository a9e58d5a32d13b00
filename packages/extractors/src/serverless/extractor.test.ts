import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { serverless } from './extractor.ts';

goldenCases(serverless, import.meta.dirname, kinds);
