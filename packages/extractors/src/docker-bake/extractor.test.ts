import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { dockerBake } from './extractor.ts';

goldenCases(dockerBake, import.meta.dirname, kinds);
