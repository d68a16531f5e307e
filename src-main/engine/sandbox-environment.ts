/** The environment that a sandbox network stands for. */
import { EndpointOptions } from '../contract/endpoint/options.ts';
import type { Environment, SandboxAccess } from '../contract/processes.ts';
import type { Party } from '../contract/rules/party.ts';

/** Well under what the sandbox bears, so that 200 tasks are there in seconds; a real platform gets 5. */
const callsPerSecond = 100;

/** What the environment of a party of the network is called: each has data of its own. */
export function sandboxEnvironmentName(party: Party): string {
  return party === 'contractor' ? 'sandbox' : `sandbox-${party}`;
}

/** `token` is what the sandbox is to present at our endpoint; made anew at each start. */
export function sandboxEnvironment(access: SandboxAccess, token: string): Environment {
  return {
    name: sandboxEnvironmentName(access.party),
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
    endpoint: EndpointOptions.parse({ allowedCallers: ['127.0.0.1'] }),
    publicUrl: null,
    callsPerSecond,
    user: { userName: access.userName, orgId: access.orgId },
    party: access.party,
  };
}
