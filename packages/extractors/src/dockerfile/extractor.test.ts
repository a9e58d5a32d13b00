import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { dockerfile } from './extractor.ts';

goldenCases(dockerfile, import.meta.dirname, kinds);
