/** Where the products of the bench are. */
export const modules: Readonly<Record<string, string>> = {
  patchdesk: './products/patchdesk.ts',
  straight: './products/straight-sqlite.ts',
  watermelondb: './peers/watermelondb.ts',
  tinybase: './peers/tinybase.ts',
  pouchdb: './peers/pouchdb.ts',
};
