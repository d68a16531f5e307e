/** The composition root of the sandbox network: seed, journal, platform and its two servers on loopback. */
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { SandboxAccess } from '../contract/processes.ts';
import type { SandboxParty } from '../contract/sandbox.ts';
import { httpCalls } from '../equitri/http.ts';
import type { Log } from '../runtime/log.ts';
import { isoMoment, type Surroundings } from '../runtime/surroundings.ts';
import { addFrom } from './additions.ts';
import { accessTokens } from './http/access-tokens.ts';
import { controlApp } from './http/control-app.ts';
import { openLoopbackServer } from './http/loopback-server.ts';
import { platformApp } from './http/platform-app.ts';
import { newSecret } from '../runtime/secret.ts';
import { tokenPath } from './http/token-endpoint.ts';
import { platformContents } from './platform/contents.ts';
import { memoryJournal, openJournal, type OpenedJournal } from './platform/journal.ts';
import { openPlatform, type Platform } from './platform/platform.ts';
import { systemCalls } from './platform/system-client.ts';
import { attachmentContent } from './seed/attachments.ts';
import { partyOf, seedNetwork, type SeededNetwork } from './seed/network.ts';
import { book } from './seed/words.ts';

export interface SandboxOptions {
  /** Where the journal lies; null keeps nothing. One process at a time. */
  dir: string | null;
  /** The same seed, number of tasks and start day give the same network, byte for byte. */
  seed: number;
  tasks: number;
  /** Whom of the network our System belongs to; the contractor unless said. */
  party?: SandboxParty;
  surroundings: Surroundings;
  log: Log;
  /** Calls the platform takes a second before it answers 429; 200 unless said. */
  callsPerSecond?: number;
  /** How long its access tokens are good, in seconds; an hour unless said. */
  tokenLifeSeconds?: number;
}

export interface Sandbox {
  /** Where it is and what it gave our System; the secrets are of this run. */
  access: SandboxAccess;
  /** Closes the ports, ends the calls under way and writes what is left. */
  close(): Promise<void>;
}

/** Networks and parties are never mixed; the number is that of the shape of entries. */
const journalName = ({ seed, tasks, party = 'contractor' }: SandboxOptions) =>
  `network-2-${party}-${seed}-${tasks}.jsonl`;

const defaultCallsPerSecond = 200;
const defaultTokenLifeSeconds = 3_600;
const dayLength = 'YYYY-MM-DD'.length;

/** The network of a journal; a new journal starts today. The file is named after the network, so none are mixed. */
function seededFrom({ journal, entries }: OpenedJournal, options: SandboxOptions): SeededNetwork {
  const { seed, tasks, party, surroundings } = options;
  const first = entries[0];
  if (first?.kind === 'network') return seedNetwork({ seed, tasks, startDay: first.startDay, party });
  const startDay = isoMoment(surroundings.now()).slice(0, dayLength);
  journal.append({ kind: 'network', seed, tasks, startDay });
  return seedNetwork({ seed, tasks, startDay, party });
}

/** Both servers, the platform's under the conditions of the network. */
async function openServers(platform: Platform, seeded: SeededNetwork, options: SandboxOptions) {
  const { surroundings, log } = options;
  const client = { clientId: `${seeded.identity.systemId}-client`, clientSecret: newSecret() };
  const tokens = accessTokens(options.tokenLifeSeconds ?? defaultTokenLifeSeconds, surroundings);
  const callsPerSecond = options.callsPerSecond ?? defaultCallsPerSecond;
  const controlToken = newSecret();
  const [front, control] = await Promise.all([
    openLoopbackServer(platformApp({ platform, client, tokens, callsPerSecond, surroundings, log })),
    openLoopbackServer(controlApp({ platform, seeded, controlToken, log })),
  ]);
  platform.onConditions(({ network }) => front.cut(network === 'unreachable'));
  const access: SandboxAccess = {
    apiBaseUrl: front.url,
    controlUrl: control.url,
    controlToken,
    credentials: { tokenUrl: front.url + tokenPath, ...client },
    ...seeded.identity,
  };
  return { access, close: () => Promise.all([front.close(), control.close()]) };
}

/** Opens a network. Rejects when the journal can't be read or written, or no port is free. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dir, surroundings, log } = options;
  const opened = dir === null ? memoryJournal() : await openJournal(dir, journalName(options));
  if (opened.tornBytes > 0) log.warn({ bytes: opened.tornBytes }, 'a torn last line was set aside');
  const seeded = seededFrom(opened, options);
  const http = httpCalls(surroundings);
  const platform = openPlatform({
    tasks: seeded.tasks,
    journal: opened.journal,
    entries: opened.entries,
    book,
    partyOf,
    contents: platformContents(dir === null ? null : join(dir, 'attachments'), attachmentContent),
    calls: systemCalls(http.call, `Patchdesk-sandbox/${packageJson.version}`),
    surroundings,
    log,
  });
  if (dir !== null) await addFrom(dir, platform);
  const servers = await openServers(platform, seeded, options);
  return {
    access: servers.access,
    async close() {
      await servers.close();
      // Together: the platform waits for its calls, and ending the connections ends those nobody answers.
      await Promise.all([platform.close(), http.close()]);
    },
  };
}
