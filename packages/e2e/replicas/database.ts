import knexFactory, { Knex } from 'knex';
import { lab } from './lab';

/** Asks the database of one plugin, past its backend. */
export class PluginDatabase {
  readonly #knex: Knex;

  constructor(pluginId: string) {
    const url = new URL(lab.postgres);
    url.pathname = `/backstage_plugin_${pluginId}`;
    this.#knex = knexFactory({
      client: 'pg',
      connection: url.href,
      pool: { min: 0, max: 2 },
    });
  }

  async rows<T>(sql: string, bindings: readonly string[] = []): Promise<T[]> {
    const { rows } = await this.#knex.raw(sql, bindings);
    return rows;
  }

  /** The only column of the only row, as a number. */
  async count(sql: string, bindings: readonly string[] = []): Promise<number> {
    const [row] = await this.rows<Record<string, string | number>>(
      sql,
      bindings,
    );
    return Number(Object.values(row)[0]);
  }

  async close(): Promise<void> {
    await this.#knex.destroy();
  }
}

/** Plugins that collect, each with its `source_scopes` and `source_runs`. */
export const COLLECTING = [
  'backups',
  'deployments',
  'incidents',
  'runbooks',
  'slos',
] as const;

const PLUGINS = [...COLLECTING, 'notifications'] as const;

/** The databases of the plugins that the tests look into. */
export const databases = Object.fromEntries(
  PLUGINS.map(pluginId => [pluginId, new PluginDatabase(pluginId)]),
) as Record<(typeof PLUGINS)[number], PluginDatabase>;
