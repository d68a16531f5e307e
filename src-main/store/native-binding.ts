/** Which build of better-sqlite3's addon this runtime can load. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Node-API version the stock prebuild of better-sqlite3 declares. */
const stockNeeds = 10;

/**
 * The path of an addon of our own, or undefined for the stock prebuild. Only the fallback runtime needs one: it
 * lies in the resources of a package, or where PATCHDESK_SQLITE_BINDING says in development. A packaged app ignores
 * the variable, or whoever sets it could load code into it.
 */
export function nativeBinding(): string | undefined {
  if (Number(process.versions['napi'] ?? 0) >= stockNeeds) return undefined;
  const resources = (process as { resourcesPath?: string }).resourcesPath;
  const packaged = resources ? join(resources, 'native', 'better_sqlite3.node') : undefined;
  if (packaged && existsSync(packaged)) return packaged;
  const inPackage = resources !== undefined && existsSync(join(resources, 'app.asar'));
  return inPackage ? undefined : process.env['PATCHDESK_SQLITE_BINDING'];
}
