import { SandboxNetwork, type SandboxConditions } from '@contract/sandbox.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { ShellClient } from '../../../src-renderer/app/shell-client.ts';
import SandboxMenu from '../../../src-renderer/app/SandboxMenu.svelte';
import { catalogue, locales } from '../../../src-renderer/messages/catalogue.ts';
import { contextOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

/** A shell with a sandbox that does as it is told. */
function shellWithSandbox() {
  let conditions: SandboxConditions = { network: 'normal', slowMs: 1, refuseNextSync: false };
  const call = (_method: string, change: Partial<SandboxConditions>) => {
    conditions = { ...conditions, ...change };
    return Promise.resolve(conditions);
  };
  return { call } as unknown as Pick<ShellClient, 'call'>;
}

describe.each(locales)('the menu of the sandbox in %s', (locale) => {
  const { groups, conditions } = catalogue[locale].frame.sandbox;

  it('offers each condition once, in a group of its own kind, under a name of its own', async () => {
    const surroundings = { ...surroundingsWith(new StandInEngine({}), locale), shell: shellWithSandbox() };
    render(SandboxMenu, { context: contextOf(surroundings) });
    const offered = Object.values(groups).map((name) =>
      within(screen.getByRole('group', { name, hidden: true })).getAllByRole('radio', { hidden: true }),
    );
    expect(offered.map((radios) => radios.length)).toEqual([5, 3, 4]);
    expect(offered.flat()).toHaveLength(SandboxNetwork.options.length);
    expect(new Set(Object.values(conditions)).size).toBe(SandboxNetwork.options.length);
    for (const network of SandboxNetwork.options) {
      const name = (text: string) => text.startsWith(conditions[network]);
      await fireEvent.click(screen.getByRole('radio', { name, hidden: true }));
      await screen.findByText(new RegExp(`: ${conditions[network].toLowerCase()}$`));
    }
  });
});
