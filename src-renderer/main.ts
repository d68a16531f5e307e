/** Where the window starts: builds what the views stand on, waits for the engine's port and mounts the frame. */
import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import { z } from 'zod';
import App from './app/App.svelte';
import { EngineClient, portsOf } from './app/engine-client.ts';
import { ShellClient } from './app/shell-client.ts';
import { buildSurroundings } from './app/surroundings.ts';

// Zod would compile its schemas with `new Function`, which the content security policy of the page forbids.
z.config({ jitless: true });

const engine = new EngineClient();
portsOf(window, (port) => engine.attach(port));

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place to mount the application in');

mount(App, { target, props: { surroundings: buildSurroundings(engine, new ShellClient(window.patchdesk)) } });
