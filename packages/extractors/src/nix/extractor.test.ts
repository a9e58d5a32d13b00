import { goldenCases } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { nix } from './extractor.ts';

goldenCases(nix, import.meta.dirname, kinds);
