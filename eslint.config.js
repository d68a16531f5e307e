import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { roomImports } from './lint/room-imports.js';
import { rooms } from './lint/rooms.js';

const pureFolders = Object.values(rooms)
  .filter((room) => room.pure)
  .map((room) => `${room.folder}/**`);

const outside = 'A pure room gets it as an argument, so that a run can be repeated.';

export default defineConfig(
  { ignores: ['out', 'dist', 'coverage', 'test-results', '.svelte-check'] },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': 'off', // the one with types takes over
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'svelte/valid-compile': 'error' },
  },
  {
    files: ['src-*/**', 'scripts/**', 'test/**'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src-*/**'],
    plugins: { patchdesk: { rules: { 'room-imports': roomImports } } },
    rules: { 'no-console': 'error', 'patchdesk/room-imports': 'error' },
  },
  {
    files: pureFolders,
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'crypto',
          'fetch',
          'performance',
          'process',
          'queueMicrotask',
          'setImmediate',
          'setInterval',
          'setTimeout',
        ].map((name) => ({ name, message: outside })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: outside },
        { object: 'Math', property: 'random', message: outside },
        { object: 'globalThis', message: outside },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: outside },
        { selector: "CallExpression[callee.name='Date']", message: outside },
      ],
    },
  },
);
