import type { RulesView } from '@contract/rule-file-methods.ts';
import { describe, expect, it } from 'vitest';
import { RulesWatch } from '../../../src-renderer/app/rules.svelte.ts';
import { StandInEngine } from './stand-ins.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

function viewWith(nl: string): RulesView {
  const names = { nl, en: 'Patch install' };
  return {
    taskTypes: [
      { name: 'PATCH_INSTALL', apis: ['outTask'], module: 'ORDERS', place: 'pop', subTypes: [], names },
    ],
    statuses: [{ name: 'PLANNED', names: { nl: 'Gepland', en: 'Planned' }, tone: 'plain' }],
    reasonCodes: [],
    labels: [],
    priorities: [],
    files: [],
  };
}

describe('the rules as the window holds them', () => {
  it('name codes in the language that is asked for, and leave unknown ones raw', async () => {
    const rules = new RulesWatch(new StandInEngine({ 'rules.view': () => viewWith('Patch plaatsen') }));
    expect(rules.view).toBeNull();
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'nl')).toBe('PATCH_INSTALL');
    await settled();
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'nl')).toBe('Patch plaatsen');
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'en')).toBe('Patch install');
    expect(rules.nameOf('statuses', 'PLANNED', 'nl')).toBe('Gepland');
    expect(rules.nameOf('statuses', 'constructor', 'nl')).toBe('constructor');
    expect(rules.nameOf('priorities', 'PLANNED', 'nl')).toBe('PLANNED');
  });

  it('are read again when they change, and when the engine was started again', async () => {
    const views = ['een', 'twee', 'drie'];
    const engine = new StandInEngine({ 'rules.view': () => viewWith(views.shift() ?? 'te veel') });
    const rules = new RulesWatch(engine);
    await settled();
    engine.tell('rules.changed', { kind: 'taskTypes' });
    await settled();
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'nl')).toBe('twee');
    engine.reconnect();
    await settled();
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'nl')).toBe('drie');
  });

  it('keep what was known while there is no engine to ask', async () => {
    const views = [viewWith('een')];
    const engine = new StandInEngine({
      'rules.view': () => {
        const view = views.pop();
        if (!view) throw new Error('gone');
        return view;
      },
    });
    const rules = new RulesWatch(engine);
    await settled();
    engine.reconnect();
    await settled();
    expect(rules.nameOf('taskTypes', 'PATCH_INSTALL', 'nl')).toBe('een');
  });
});
