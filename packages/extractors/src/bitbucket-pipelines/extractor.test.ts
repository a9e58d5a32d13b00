import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { bitbucketPipelines } from './extractor.ts';

goldenCases(bitbucketPipelines, import.meta.dirname, kinds);
