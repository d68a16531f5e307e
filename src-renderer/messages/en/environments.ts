/** Setting up environments: the platform, our Systems, our endpoint. */
import type { EndpointCheck } from '@contract/endpoint/seen.ts';

/** What a support ticket tells. */
export interface TicketFacts {
  title: string;
  apiBaseUrl: string;
  organization: string;
  /** Where we are seen from. */
  address: string;
  /** Where the platform is to call us. */
  endpoint: string;
  systems: readonly { systemId: string; cluster: string; isDefaultEndpoint: boolean }[];
}

type Said = { says: string; advice: string | null };
/** What is said of each outcome of the endpoint's check. */
type EndpointTexts = {
  [Kind in EndpointCheck['kind']]: (check: Extract<EndpointCheck, { kind: Kind }>) => Said;
};

const endpoint: EndpointTexts = {
  ok: ({ from }) => ({
    says: 'The address leads here',
    advice:
      from === null
        ? 'Tried from this computer; whether the platform gets through shows with its next call.'
        : `Tried from this computer, seen as ${from}; whether the platform gets through shows with its next call.`,
  }),
  headersLost: ({ headers }) => ({
    says: `The address leads here, but something in front takes headers away: ${headers.join(', ')}`,
    advice: 'Have the reverse proxy pass them on; no call of the platform is understood without them.',
  }),
  wrongPath: ({ arrivedAt }) => ({
    says: `The address leads here, but to ${arrivedAt}`,
    advice: 'Something in front adds or leaves out a part of the path. Have it pass on the path as it is.',
  }),
  notResolved: ({ cause }) => ({
    says: `The name of the address is not known (${cause})`,
    advice: 'Check its spelling, or have it added to the DNS.',
  }),
  refused: () => ({
    says: 'Nobody listens at this address',
    advice: 'Check the port, and that the reverse proxy or tunnel runs.',
  }),
  tlsFailed: ({ cause }) => ({
    says: `No secure connection (${cause})`,
    advice: 'Check the certificate: its name, its end, and that its authority is one the platform trusts.',
  }),
  timedOut: () => ({
    says: 'No answer in time',
    advice: 'A firewall may be in the way, or the network does not let one out and in again to itself.',
  }),
  unreachable: ({ cause }) => ({
    says: `Not reachable (${cause})`,
    advice: 'Check the network and what is in front of this computer.',
  }),
  somethingElse: ({ status }) => ({
    says: status === null ? 'Something else answers there' : `Something else answers there (HTTP ${status})`,
    advice: 'Have the reverse proxy lead to this computer and its port.',
  }),
};

export const environments = {
  title: 'Settings',
  explains:
    'An environment is one installation of the platform with the Systems of your organization in it. Each has data of its own; Patchdesk works with all that are on, and shows one.',
  list: 'Environments',
  sandbox: 'Sandbox',
  sandboxExplains:
    'A simulated platform on this device, to learn and to try things. Nothing of it leaves this device, and nothing in it reaches a real platform.',
  add: 'Add an environment',
  provision: 'Take in a provisioning file',
  provisioned: (names: string) => `Set up: ${names}`,
  newTitle: 'New environment',
  show: 'Show this one',
  shown: 'Shown now',
  switchLabel: 'Environment',
  switchTo: (title: string) => `Show ${title}`,
  setUp: 'Set up environments',
  save: 'Save',
  saved: (title: string) => `${title} is saved`,
  discard: 'Discard',
  unsaved: 'Not saved yet',
  remove: 'Remove',
  removeTitle: (title: string) => `Remove ${title}?`,
  removeExplains:
    'Its settings and secrets are forgotten. Its tasks and what is still pending stay on this device, and are there again when it is set up again under the same name.',
  removed: (title: string) => `${title} is removed`,
  checkFields: 'Some fields can not be saved like this. They are marked.',
  states: {
    opening: 'Opening',
    open: 'In use',
    incomplete: 'Secrets missing',
    inactive: 'Off',
    failed: 'Can not be opened',
  },
  missing: (names: string) => `Needed before it can be used: ${names}.`,
  memory:
    'This computer has no keyring, so secrets are kept in memory only: after a restart of Patchdesk they have to be typed again. Install a keyring (GNOME Keyring or KWallet) to keep them.',
  setAside: (file: string, reason: string) =>
    `The settings could not be read (${reason}). They were set aside as ${file}; nothing in them is lost. Set up again, or ask your administrator for a provisioning file.`,
  sections: {
    platform: 'Platform',
    systems: 'Systems',
    endpoint: 'Our endpoint',
    network: 'Way to the platform',
    person: 'Who works here',
  },
  explanations: {
    platform: 'Where the platform is and how it lets us in.',
    systems:
      'As they are registered with the platform: one for each cluster. The platform presents the token of a System when it calls us.',
    endpoint:
      'The platform calls us to fetch changes. It listens on this computer; the platform usually reaches it through a reverse proxy or tunnel of your organization.',
    network: 'Leave these as they are unless your administrator says otherwise.',
    person: 'Written with every change that is made here.',
  },
  production: 'Fill in the addresses of production',
  fields: {
    title: 'Name',
    apiBaseUrl: 'Address of the platform',
    authentication: 'Access',
    tokenUrl: 'Address for access tokens',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    bearerToken: 'Bearer token',
    systemId: 'SystemID',
    cluster: 'Cluster',
    token: 'Token',
    isDefaultEndpoint: 'Default endpoint',
    host: 'Listens on',
    port: 'Port',
    publicUrl: 'Address the platform calls',
    allowedCallers: 'Addresses that may call',
    trustedProxies: 'Trusted reverse proxies',
    forwardedHeader: 'They say who calls in',
    certificate: 'Certificate (PEM)',
    endpointKey: 'Key of the certificate (PEM)',
    callsPerSecond: 'Calls a second, at most',
    certificateAuthorities: 'Certificate authorities of your own (PEM)',
    proxy: 'Proxy',
    proxyUrl: 'Address of the proxy',
    proxyPassword: 'Password of the proxy',
    userName: 'User name',
    orgId: 'Organization',
    party: 'Part in the cluster',
    active: 'In use',
  },
  authentications: { oauth: 'OAuth client', bearer: 'Bearer token' },
  proxies: { system: 'As the system', none: 'None', address: 'This one' },
  parties: {
    contractor: 'Contractor',
    noc: 'NOC',
    networkOwner: 'Network owner',
    activeOperator: 'Active operator',
    platform: 'Platform',
  },
  hints: {
    publicUrl: 'Empty: the platform reaches this computer as it listens.',
    allowedCallers: 'One a line, as 198.51.100.0/24. Empty: every address.',
    trustedProxies: 'Their word about who calls is taken. Empty: nobody’s.',
    certificate: 'Empty: no TLS here.',
    held: 'One is kept. Type another to replace it.',
    optional: 'optional',
  },
  wanted: {
    title: 'Give it a name of up to 60 characters',
    apiBaseUrl: 'An address that begins with https://',
    tokenUrl: 'An address that begins with https://',
    clientId: 'Needed',
    clientSecret: 'Without spaces and accents',
    bearerToken: 'Without spaces and accents',
    systemId: 'Needed, without spaces; each System has its own',
    cluster: 'Needed, without spaces; one System for each cluster',
    token: '16 characters or more, without spaces and accents',
    isDefaultEndpoint: 'Another System is the default endpoint',
    systems: 'At least one System',
    host: 'An IP address of this computer, as 127.0.0.1 or 0.0.0.0',
    port: 'A number from 0 to 65535',
    publicUrl: 'An address that begins with https:// or http://',
    allowedCallers: 'IP addresses or networks, as 198.51.100.0/24',
    trustedProxies: 'IP addresses or networks, as 198.51.100.7',
    certificate: 'A certificate in PEM, from -----BEGIN CERTIFICATE-----',
    endpointKey: 'A key in PEM, from -----BEGIN PRIVATE KEY-----',
    callsPerSecond: 'A number above 0, up to 1000',
    certificateAuthorities: 'Certificates in PEM, from -----BEGIN CERTIFICATE-----',
    proxyUrl: 'An address that begins with http:// or https://',
    proxyPassword: 'Without spaces and accents',
    userName: 'Needed',
    orgId: 'Needed, without spaces',
  } as Record<string, string>,
  addSystem: 'Add a System',
  removeSystem: (systemId: string) => `Remove System ${systemId}`,
  makeToken: 'Make one',
  tokenMade: 'Made now. Copy it before you save: it is not shown again.',
  secretNames: {
    clientSecret: 'client secret',
    bearerToken: 'bearer token',
    endpointKey: 'key of the certificate',
    proxyPassword: 'password of the proxy',
  } as Record<string, string>,
  tokenOf: (systemId: string) => `token of ${systemId}`,
  checks: {
    title: 'Does it work?',
    explains: 'Each part tried now, with what is saved. Nothing is changed by it, here or at the platform.',
    all: 'Check all',
    run: 'Check',
    running: 'Checking …',
    parts: {
      name: 'Name',
      tls: 'Secure connection',
      token: 'Access',
      whitelisting: 'Whitelisting',
      endpoint: 'Our endpoint',
    },
    about: {
      name: 'Whether the name of the platform is known in this network',
      tls: 'Whether its certificate is trusted',
      token: 'Whether the platform lets us in',
      whitelisting: 'Whether the platform answers calls from this address',
      endpoint: 'Whether the address the platform calls leads here',
    },
    ok: 'Works',
    addresses: (addresses: string) => `Known: ${addresses}`,
    notNeeded: 'Not needed here',
    lastCall: (moment: string, address: string) => `The platform called last ${moment}, from ${address}.`,
    neverCalled: 'The platform has not called since Patchdesk started.',
    endpoint,
  },
  ticket: {
    title: 'Text for a support ticket',
    name: 'Ticket',
    unknownAddress: '(unknown: check the whitelisting first, or ask your network administrator)',
    text: ({ title, apiBaseUrl, organization, address, endpoint: ours, systems }: TicketFacts) =>
      [
        `Subject: whitelist an address and set up Systems for ${organization} (${title})`,
        '',
        `Environment: ${apiBaseUrl}`,
        `Organization: ${organization}`,
        '',
        `Please whitelist this address for calls to the Workflow API: ${address}`,
        '',
        'Please set up these Systems:',
        ...systems.map(
          ({ systemId, cluster, isDefaultEndpoint }) =>
            `- Cluster: ${cluster}; SystemID: ${systemId}; Endpoint: ${ours}; Default endpoint: ${isDefaultEndpoint ? 'yes' : 'no'}; Token: we send it by another way`,
        ),
      ].join('\n'),
  },
};
