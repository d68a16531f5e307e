/** The environment that a sandbox network stands for. */
import type { Environment, SandboxAccess } from '../contract/processes.ts';

/** Well under what the sandbox bears, so that 200 tasks are there in seconds; a real platform gets 5. */
const callsPerSecond = 100;

/** `token` is what the sandbox is to present at our endpoint; made anew at each start. */
export function sandboxEnvironment(access: SandboxAccess, token: string): Environment {
  return {
    // Each party has data of its own.
    name: access.party === 'contractor' ? 'sandbox' : `sandbox-${access.party}`,
    apiBaseUrl: access.apiBaseUrl,
    credentials: access.credentials,
    systems: [
      {
        systemId: access.systemId,
        cluster: access.cluster,
        orgId: access.orgId,
        token,
        isDefaultEndpoint: true,
      },
    ],
    endpointPort: 0,
    callsPerSecond,
    user: { userName: access.userName, orgId: access.orgId },
    party: access.party,
  };
}
