import { test } from 'vitest';
import { expectLimits } from '../action/many-findings.ts';
import { useWorld } from '../action/world.ts';

const world = useWorld();

// Twenty seconds of one core, which a loaded machine has not always to spare.
test('70,000 findings keep all limits of GitHub, and the verdict is of all', {
  timeout: 600_000,
}, async () => {
  await expectLimits(world, { files: 35, findings: 2_000 });
});
