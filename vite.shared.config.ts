import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';

/** The one folder of src-main that the renderer may know. */
export const contractAlias = { '@contract': resolve(import.meta.dirname, 'src-main/contract') };

/** The options stand here: the plugin would look for its own config file in the renderer's folder. */
export const svelteRunes = () => svelte({ configFile: false, compilerOptions: { runes: true } });
