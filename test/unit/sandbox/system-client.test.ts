import { describe, expect, it } from 'vitest';
import type { CallRequest, CallResult } from '../../../src-main/equitri/http.ts';
import { systemCalls } from '../../../src-main/sandbox/platform/system-client.ts';
import { patchInstall, taskId } from '../../support/documents.ts';
import { exchangeId, registration } from './platform-rig.ts';

const { systemId, cluster } = registration;
const indicationId = exchangeId(1);
const step = { indicationId, systemId, cluster, taskId };
const indication = { ...step, event: 'TASK_CREATED', occurredAt: '2026-11-23T08:00:00Z' };
const sync = { ...step, result: 'OK' as const, errors: [], syncedAt: '2026-11-23T08:00:00Z' };

/** Calls to a System that answers everything alike; what was sent is kept. */
function callsTo(status: number, json: unknown) {
  const sent: CallRequest[] = [];
  const call = (request: CallRequest): Promise<CallResult> => {
    sent.push(request);
    return Promise.resolve({ kind: 'answer', status, json, etag: null });
  };
  return { calls: systemCalls(call, 'Patchdesk-sandbox/test'), sent };
}

const answerInvalid = (what: string) => ({ kind: 'trouble', trouble: { kind: 'answerInvalid', what } });

describe('the calls to a System', () => {
  it('carry its token and the id of the exchange, below the path of its endpoint', async () => {
    const { calls, sent } = callsTo(200, patchInstall());
    const system = { ...registration, endpoint: 'http://127.0.0.1:1/base/' };
    expect(await calls.fetch(system, 'outTask', 'OT 1/2', indicationId)).toMatchObject({ kind: 'answer' });
    expect(sent).toEqual([
      {
        method: 'GET',
        url: 'http://127.0.0.1:1/base/outTask/v1/taskFetch/OT%201%2F2',
        headers: {
          authorization: `Bearer ${registration.token}`,
          'x-system-id': systemId,
          'x-cluster': cluster,
          'x-correlation-id': indicationId,
          'user-agent': 'Patchdesk-sandbox/test',
          accept: 'application/json',
        },
      },
    ]);
  });

  it('take the answers of the contract', async () => {
    const taken = callsTo(202, { indicationId }).calls.indicate(registration, 'outTask', indication);
    expect(await taken).toMatchObject({ kind: 'answer' });
    expect(await callsTo(204, null).calls.sync(registration, 'outTask', sync)).toMatchObject({
      kind: 'answer',
    });
  });

  it.each([
    [200, { indicationId }],
    [202, { indicationId: exchangeId(2) }],
    [202, null],
  ])('take no other answer to an Indication: %i %j', async (status, json) => {
    const { calls } = callsTo(status, json);
    expect(await calls.indicate(registration, 'outTask', indication)).toMatchObject(
      answerInvalid('Indication'),
    );
  });

  it('take no other answer to a Fetch and a Sync', async () => {
    const { calls } = callsTo(202, null);
    expect(await calls.fetch(registration, 'outTask', taskId, indicationId)).toMatchObject(
      answerInvalid('Fetch'),
    );
    expect(await calls.sync(registration, 'outTask', sync)).toMatchObject(answerInvalid('Sync'));
  });
});
