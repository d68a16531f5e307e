/** A sync context on a real SQLite file, with virtual surroundings. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TaskDocument } from '../../src-main/contract/document/task-document.ts';
import { EndpointOptions } from '../../src-main/contract/endpoint/options.ts';
import type { ClientCredentials, Environment, OwnSystem } from '../../src-main/contract/processes.ts';
import { defaultRules } from '../../src-main/domain/rules/default-rules.ts';
import { silentLog } from '../../src-main/runtime/log.ts';
import { openStore } from '../../src-main/store/store.ts';
import type { SyncContext } from '../../src-main/sync/context.ts';
import { merge } from '../../src-main/sync/receiving.ts';
import { virtualSurroundings, type VirtualSurroundings } from './surroundings.ts';

/** The System we are in tests. */
export const ownSystem: OwnSystem = {
  systemId: 'CONTR-ZH-01',
  cluster: 'ZH-NOORD',
  orgId: 'CONTR-ZH',
  token: 'a-system-token-of-some-length',
  isDefaultEndpoint: true,
};

export const credentials: ClientCredentials = {
  tokenUrl: 'http://127.0.0.1:1/token',
  clientId: 'client',
  clientSecret: 'secret',
};

export const environment = {
  name: 'test',
  apiBaseUrl: 'http://127.0.0.1:1/',
  credentials,
  systems: [ownSystem],
  endpoint: EndpointOptions.parse({}),
  publicUrl: null,
  callsPerSecond: 1000,
  user: { userName: 'Sanne de Vries', orgId: 'CONTR-ZH' },
  party: 'contractor',
} satisfies Environment;

/** A folder that is gone when the test has ended. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchdesk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type TestContext = SyncContext & { surroundings: VirtualSurroundings; told: string[] };

/** A context whose store holds the given documents as fetched from the platform. */
export function syncContext(documents: TaskDocument[] = [], folder = testFolder()): TestContext {
  return storedContext(join(folder, 'patchdesk.sqlite'), documents);
}

/** The same in a file of that name. */
export function storedContext(file: string, documents: TaskDocument[] = []): TestContext {
  const store = openStore(file);
  onTestFinished(() => store.close());
  const told: string[] = [];
  const context: TestContext = {
    environment,
    store,
    rules: defaultRules('contractor'),
    recordFacts: () => null,
    surroundings: virtualSurroundings(),
    log: silentLog,
    changed: (taskIds) => told.push(...taskIds),
    told,
  };
  for (const document of documents) merge(context, 'outTask', document);
  told.length = 0;
  return context;
}
