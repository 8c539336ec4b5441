/** How a route's pictures are named and where they are put. */
export const namings = ['tracking', 'iphone', 'samsung', 'pixel', 'sidecar', 'flat-tracking'] as const;
export type Naming = (typeof namings)[number];
