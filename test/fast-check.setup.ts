import * as fc from 'fast-check';

// The same generated inputs in every run: what fails in CI fails here. FAST_CHECK_SEED tries others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20261124) });
