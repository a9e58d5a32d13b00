import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { drone } from './extractor.ts';

goldenCases(drone, import.meta.dirname, kinds);
