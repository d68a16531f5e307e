/** The parts that organizations play in a cluster (domain reference 1.1). */
import { z } from 'zod';

export const Party = z.enum(['contractor', 'noc', 'networkOwner', 'activeOperator', 'platform']);
export type Party = z.infer<typeof Party>;
