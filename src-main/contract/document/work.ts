/** What the contractor did: the as-built patch, the mounted FTU, cause and repair (contract section 7, A-37). */
import { z } from 'zod';
import { empty, moment, text } from './values.ts';

/** The patch as it was built. Lengths in metres, power in dBm. */
export const PatchWork = z.looseObject({
  odfPosition: empty(text),
  operatorPort: empty(text),
  patchCordLabel: empty(text),
  patchCordLengthM: empty(z.number()),
  powerDbm: empty(z.number()),
  patchedAt: empty(moment),
  removedAt: empty(moment),
});
export type PatchWork = z.infer<typeof PatchWork>;

/** One fibre in the FTU. Loss in dB, power in dBm. */
export const FibreWork = z.looseObject({
  fibre: empty(z.union([z.string(), z.number()])),
  spliced: empty(z.boolean()),
  lossDb: empty(z.number()),
  powerDbm: empty(z.number()),
});
export type FibreWork = z.infer<typeof FibreWork>;

/** The fibre termination unit as it was mounted. */
export const FtuWork = z.looseObject({
  type: empty(text),
  serial: empty(text),
  location: empty(text),
  placedAt: empty(moment),
  fibres: empty(z.array(FibreWork)),
});
export type FtuWork = z.infer<typeof FtuWork>;

export const Work = z.looseObject({
  patch: empty(PatchWork),
  ftu: empty(FtuWork),
  cause: empty(text),
  repair: empty(text),
  remarks: empty(text),
});
export type Work = z.infer<typeof Work>;
