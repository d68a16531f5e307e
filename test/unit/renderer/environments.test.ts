import type { EnvironmentsView as View } from '@contract/environment-methods.ts';
import type { EnvironmentState } from '@contract/environment-settings.ts';
import { PatchdeskError } from '@contract/errors.ts';
import type { ShellInput, ShellMethod, ShellOutput } from '@contract/shell.ts';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import EnvironmentSwitch from '../../../src-renderer/app/EnvironmentSwitch.svelte';
import EnvironmentsView from '../../../src-renderer/features/environments/EnvironmentsView.svelte';
import { settingsOf } from '../../support/environment-settings.ts';
import { contextOf, StandInEngine, surroundingsWith } from './stand-ins.ts';

afterEach(cleanup);

const open: EnvironmentState = { kind: 'open', endpoint: 'http://127.0.0.1:8443' };

function viewOf(part: Partial<View> = {}, state: EnvironmentState = open): View {
  return {
    revision: 1,
    shown: 'sandbox',
    vault: 'keyring',
    setAside: null,
    environments: [
      { name: 'sandbox', settings: null, held: [], state: open },
      {
        name: 'acceptance',
        settings: settingsOf(),
        held: ['clientSecret', 'systemToken CONTR-ZH-01'],
        state,
      },
    ],
    ...part,
  };
}

type Asked = { method: ShellMethod; input: unknown };

/** The window on what is set up, with a shell that takes everything, or throws what it is told to. */
function rig(view: View, thrown: PatchdeskError | null = null) {
  const asked: Asked[] = [];
  const surroundings = surroundingsWith(new StandInEngine({}));
  const shell = {
    call: <Name extends ShellMethod>(method: Name, input: ShellInput<Name>) => {
      asked.push({ method, input });
      if (thrown) return Promise.reject(thrown);
      return Promise.resolve({ names: ['acceptance'] } as unknown as ShellOutput<Name>);
    },
  };
  const environments = {
    view,
    shown: view.environments.find(({ name }) => name === view.shown) ?? null,
    showsSandbox: view.shown === 'sandbox',
  };
  return { asked, context: contextOf({ ...surroundings, shell, environments }) };
}

describe('the settings page', () => {
  const choose = (title: string) =>
    fireEvent.click(
      within(screen.getByRole('navigation', { name: 'Environments' })).getByRole('button', {
        name: new RegExp(`^${title}`),
      }),
    );

  it('has every environment with what became of it', () => {
    const { context } = rig(viewOf({}, { kind: 'inactive' }));
    render(EnvironmentsView, { context });
    const list = screen.getByRole('navigation', { name: 'Environments' });
    expect(
      within(list)
        .getAllByRole('button')
        .slice(0, 2)
        .map((one) => one.textContent.trim()),
    ).toEqual(['Sandbox In use', 'Acceptance Off']);
  });

  it('saves what was changed, and only the secrets that were typed', async () => {
    const { asked, context } = rig(viewOf());
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    await fireEvent.input(screen.getByLabelText(/^User name/), { target: { value: 'Ruben' } });
    await fireEvent.input(screen.getByLabelText(/^Client secret/), { target: { value: 'another-secret' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(asked).toEqual([
      {
        method: 'environments.save',
        input: {
          settings: settingsOf({ user: { userName: 'Ruben', orgId: 'CONTR-ZH' } }),
          secrets: { clientSecret: 'another-secret' },
        },
      },
    ]);
  });

  it('keeps what is typed while another environment is looked at, and drops it when told to', async () => {
    const { context } = rig(viewOf());
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    await fireEvent.input(screen.getByLabelText(/^User name/), { target: { value: 'Ruben' } });
    await choose('Sandbox');
    await choose('Acceptance');
    expect(screen.getByLabelText<HTMLInputElement>(/^User name/).value).toBe('Ruben');
    await fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.getByLabelText<HTMLInputElement>(/^User name/).value).toBe('Sanne de Vries');
  });

  it('marks what can not be saved and asks nothing of the shell', async () => {
    const { asked, context } = rig(viewOf());
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    await fireEvent.input(screen.getByLabelText(/^Port/), { target: { value: '70000' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('A number from 0 to 65535')).toBeTruthy();
    expect(screen.getByText('Some fields can not be saved like this. They are marked.')).toBeTruthy();
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Port/)));
    expect(asked).toEqual([]);
  });

  it('makes a token that can be copied, and saves it', async () => {
    const { asked, context } = rig(viewOf());
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    await fireEvent.click(screen.getByRole('button', { name: 'Make one' }));
    const made = screen.getByLabelText<HTMLInputElement>(/^Token/).value;
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(screen.getByText(/Copy it before you save/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(asked).toMatchObject([{ input: { secrets: { 'systemToken CONTR-ZH-01': made } } }]);
  });

  it('says why an environment can not be opened, and what it lacks', async () => {
    const failed = rig(
      viewOf({}, { kind: 'failed', failure: { code: 'STORE_FULL', detail: { reason: 'x' } } }),
    );
    const { unmount } = render(EnvironmentsView, { context: failed.context });
    await choose('Acceptance');
    expect(screen.getByText(/The disk is full/)).toBeTruthy();
    unmount();
    const lacking = rig(
      viewOf({}, { kind: 'incomplete', missing: ['clientSecret', 'systemToken CONTR-ZH-01'] }),
    );
    render(EnvironmentsView, { context: lacking.context });
    await choose('Acceptance');
    expect(
      screen.getByText('Needed before it can be used: client secret, token of CONTR-ZH-01.'),
    ).toBeTruthy();
  });

  it('says that secrets are kept in memory only, and that settings were set aside', () => {
    const { context } = rig(
      viewOf({ vault: 'memory', setAside: { reason: 'not JSON', file: '/x/settings' } }),
    );
    render(EnvironmentsView, { context });
    expect(screen.getByText(/secrets are kept in memory only/)).toBeTruthy();
    expect(
      screen.getByText(/could not be read \(not JSON\)\. They were set aside as \/x\/settings/),
    ).toBeTruthy();
  });

  it('keeps what was typed when it can not be saved, and says why', async () => {
    const { context } = rig(viewOf(), new PatchdeskError('SETTINGS_FAILED', { reason: 'EROFS' }));
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    await fireEvent.input(screen.getByLabelText(/^User name/), { target: { value: 'Ruben' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await vi.waitFor(() => expect(screen.getByText(/could not be saved \(EROFS\)/)).toBeTruthy());
    expect(screen.getByLabelText<HTMLInputElement>(/^User name/).value).toBe('Ruben');
  });

  it('takes in a provisioning file, or says what is wrong in it', async () => {
    const file = () => new File(['{}'], 'it.json');
    const taking = rig(viewOf());
    const { unmount } = render(EnvironmentsView, { context: taking.context });
    const chooser = () => screen.getByLabelText('Take in a provisioning file', { selector: 'input' });
    await fireEvent.change(chooser(), { target: { files: [file()] } });
    await vi.waitFor(() =>
      expect(taking.asked).toEqual([
        { method: 'environments.provision', input: { fileName: 'it.json', text: '{}' } },
      ]),
    );
    unmount();
    const issues = [{ path: '/patchdesk', message: 'wants provisioning 1' }];
    const refusing = rig(
      viewOf(),
      new PatchdeskError('PROVISIONING_REFUSED', { fileName: 'it.json', issues }),
    );
    render(EnvironmentsView, { context: refusing.context });
    await fireEvent.change(chooser(), { target: { files: [file()] } });
    await vi.waitFor(() =>
      expect(screen.getByText(/it\.json was not taken.*\/patchdesk wants provisioning 1/)).toBeTruthy(),
    );
  });

  it('asks before it removes', async () => {
    const { asked, context } = rig(viewOf());
    render(EnvironmentsView, { context });
    await choose('Acceptance');
    const [, confirm] = screen.getAllByRole('button', { name: 'Remove', hidden: true });
    expect(screen.getByText(/what is still pending stay on this device/)).toBeTruthy();
    expect(asked).toEqual([]);
    if (confirm) await fireEvent.click(confirm);
    expect(asked).toEqual([{ method: 'environments.remove', input: { name: 'acceptance' } }]);
  });
});

describe('the switch', () => {
  it('names the environment that is shown, and shows another with one click', async () => {
    const { asked, context } = rig(viewOf());
    render(EnvironmentSwitch, { context });
    expect(screen.getByTestId('environment').textContent.trim()).toBe('Sandbox');
    await fireEvent.click(screen.getByRole('button', { name: 'Show Acceptance', hidden: true }));
    expect(asked).toEqual([{ method: 'environments.show', input: { name: 'acceptance' } }]);
    await fireEvent.click(screen.getByRole('button', { name: 'Show Sandbox', hidden: true }));
    expect(asked).toHaveLength(1);
  });
});
