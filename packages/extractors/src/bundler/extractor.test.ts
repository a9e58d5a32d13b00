import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { bundler } from './extractor.ts';

goldenCases(bundler, import.meta.dirname, kinds);
