/**
 * Where the window starts: builds what the views stand on, waits for the engine's port and mounts the frame.
 *
 * Invariant: each environment has a client, lists and drafts of its own; what was asked of one never reaches another.
 */
import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import { mount, unmount } from 'svelte';
import { z } from 'zod';
import App from './app/App.svelte';
import { EngineClient, portsOf } from './app/engine-client.ts';
import { ShellClient } from './app/shell-client.ts';
import { buildSurroundings, buildWindow, type Surroundings } from './app/surroundings.ts';

// Zod would compile its schemas with `new Function`, which the content security policy of the page forbids.
z.config({ jitless: true });

interface Opened {
  engine: EngineClient;
  surroundings: Surroundings;
}

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place to mount the application in');

const ofWindow = buildWindow(new ShellClient(window.patchdesk));
const opened = new Map<string, Opened>();

function open(): Opened {
  const engine = new EngineClient();
  return { engine, surroundings: buildSurroundings(engine, ofWindow) };
}

function show({ surroundings }: Opened) {
  return mount(App, { target: target as HTMLElement, props: { surroundings } });
}

// The frame is there at once; which environment it shows is known with the first port.
let shown = open();
let app = show(shown);

portsOf(window, (port, environment) => {
  const wanted = opened.get(environment) ?? (opened.size === 0 ? shown : open());
  opened.set(environment, wanted);
  if (wanted !== shown) {
    shown.engine.detach();
    void unmount(app);
    ofWindow.router.leaveTask();
    shown = wanted;
    app = show(shown);
  }
  wanted.engine.attach(port);
});
