/** The depots that are made before the first test, and not by each worker. Their folders are everybody's: who changes one changes a copy. */
import { asDepot, makeSampleDepot, type ReadDepot, type SampleDepot, smallSize } from './sampleDepot.ts';
import { makeStrayDepot } from './strayDepot.ts';

const variables = { sample: 'PORCHLIGHT_E2E_DEPOT', strays: 'PORCHLIGHT_E2E_STRAYS' } as const;
type DepotName = keyof typeof variables;

/** Playwright's global setup. */
export default async function makeSharedDepots(): Promise<() => Promise<void>> {
  const made: Record<DepotName, SampleDepot> = {
    sample: await makeSampleDepot(smallSize, true),
    strays: await makeStrayDepot(),
  };
  for (const name of Object.keys(variables) as DepotName[]) process.env[variables[name]] = JSON.stringify(made[name]);
  return async () => {
    for (const depot of Object.values(made)) await depot.remove();
  };
}

export function sharedDepot(name: DepotName): SampleDepot {
  return asDepot(JSON.parse(process.env[variables[name]] ?? '') as ReadDepot);
}
