import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { buildkite } from './extractor.ts';

goldenCases(buildkite, import.meta.dirname, kinds);
