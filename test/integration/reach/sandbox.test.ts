/** Each condition that the menu of the sandbox offers is met as the trouble that it stands for. */
import { expect, test, vi } from 'vitest';
import { SandboxNetwork } from '../../../src-main/contract/sandbox.ts';
import type { Trouble } from '../../../src-main/contract/trouble.ts';
import { reaching, saidOf } from '../../support/reach.ts';
import { open } from '../sandbox/network-rig.ts';

const met: Record<Exclude<SandboxNetwork, 'normal' | 'slow'>, Partial<Trouble>> = {
  silent: { kind: 'timedOut', waitingFor: 'answer' },
  unreachable: { kind: 'cut' },
  portal: { kind: 'captivePortal', address: 'http://sign-in.example' },
  notWhitelisted: { kind: 'notWhitelisted', clientIp: '127.0.0.1', told: 'problem' },
  refusedByPage: { kind: 'notWhitelisted', clientIp: null, told: 'page' },
  refusedEmpty: { kind: 'notWhitelisted', clientIp: null, told: 'empty' },
  down: { kind: 'platformDown', status: 503 },
  fault: { kind: 'platformFault', status: 500 },
  tooFast: { kind: 'tooFast' },
  tokenRefused: { kind: 'tokenRefused', why: 'token' },
};
const bad = SandboxNetwork.options.filter((network) => network in met) as (keyof typeof met)[];

test('every condition but good weather is played below', () => {
  expect([...bad, 'normal', 'slow'].sort()).toEqual([...SandboxNetwork.options].sort());
});

test.each(bad)('%s, and it passes when the condition ends', async (network) => {
  const { access, control } = await open({ tasks: 1 });
  await control.setConditions({ network });
  const here = reaching(access.apiBaseUrl, { credentials: access.credentials });
  const trouble = await here.contact();
  expect(trouble).toMatchObject(met[network]);
  saidOf(trouble);
  await control.setConditions({ network: 'normal' });
  // Its System is none of this sandbox: that is the platform's own answer, about one task.
  await here.untilNext(() => expect(here.loop.connectivity.trouble).toBeNull());
});

test.each(['down', 'tooFast'] as const)('%s: the wait that it asks for is obeyed', async (network) => {
  const { access, control } = await open({ tasks: 1 });
  await control.setConditions({ network });
  const { contact, loop, context } = reaching(access.apiBaseUrl, { credentials: access.credentials });
  await contact();
  await vi.waitFor(() => expect(loop.nextTryAt()).toBe(context.surroundings.now() + 20_000));
});

test('silent: calls that were waiting are answered when it ends', async () => {
  const { access, control } = await open({ tasks: 1 });
  await control.setConditions({ network: 'silent' });
  const held = fetch(access.credentials.tokenUrl, { method: 'POST' });
  const early = await Promise.race([
    held,
    new Promise((resolve) => setTimeout(resolve, 200, 'still waiting')),
  ]);
  expect(early).toBe('still waiting');
  await control.setConditions({ network: 'normal' });
  expect((await held).status).toBe(400);
});
