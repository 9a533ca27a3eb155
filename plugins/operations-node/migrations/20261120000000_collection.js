/**
 * The collection store: what is read from providers, when, and how it went.
 * Instants are ISO-8601 UTC texts of fixed length: they sort as text on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('source_scopes', table => {
    table.comment(
      'One row per scope of a source: its lease, its cursor and its health',
    );
    table.string('source_id', 100).notNullable();
    table.string('scope_id', 255).notNullable();
    table.string('title', 255).notNullable();
    table.text('attributes').notNullable();
    table.string('next_due_at', 24).notNullable();
    table.integer('lease_number').notNullable().defaultTo(0);
    table.string('lease_expires_at', 24).nullable();
    table.string('run_id', 36).nullable();
    table.text('cursor').nullable();
    table.string('sweep_started_at', 24).nullable();
    table.string('last_success_at', 24).nullable();
    table.string('last_attempt_at', 24).nullable();
    table.string('failure_kind', 32).nullable();
    table.text('failure_message').nullable();
    table.string('failure_at', 24).nullable();
    table.integer('consecutive_failures').notNullable().defaultTo(0);
    table.string('circuit_open_until', 24).nullable();
    table.integer('bound').notNullable().defaultTo(0);
    table.integer('unbound').notNullable().defaultTo(0);
    table.string('removed_at', 24).nullable();
    table.primary(['source_id', 'scope_id']);
    table.index(['source_id', 'next_due_at'], 'source_scopes_due_idx');
  });

  await knex.schema.createTable('source_runs', table => {
    table.comment('One row per attempt to read a scope');
    table.string('id', 36).primary();
    table.string('source_id', 100).notNullable();
    table.string('scope_id', 255).notNullable();
    table.integer('lease_number').notNullable();
    table.string('started_at', 24).notNullable();
    table.string('finished_at', 24).nullable();
    table.string('outcome', 16).notNullable();
    table.integer('records').notNullable().defaultTo(0);
    table.integer('rejected').notNullable().defaultTo(0);
    table.integer('calls').notNullable().defaultTo(0);
    table.string('failure_kind', 32).nullable();
    table.text('failure_message').nullable();
    table.index(
      ['source_id', 'scope_id', 'started_at'],
      'source_runs_scope_idx',
    );
    table.index(['started_at'], 'source_runs_retention_idx');
  });

  await knex.schema.createTable('dead_letters', table => {
    table.comment('Records that arrived and could not be processed');
    table.string('id', 36).primary();
    table.string('source_id', 100).notNullable();
    table.string('scope_id', 255).notNullable();
    table.string('payload_hash', 64).notNullable();
    table.text('payload').notNullable();
    table.text('reason').notNullable();
    table.string('arrived_at', 24).notNullable();
    table.string('last_arrived_at', 24).notNullable();
    table.integer('times').notNullable().defaultTo(1);
    table.unique(['source_id', 'scope_id', 'payload_hash'], {
      indexName: 'dead_letters_payload_uniq',
    });
    table.index(['last_arrived_at'], 'dead_letters_retention_idx');
  });

  await knex.schema.createTable('entity_statuses', table => {
    table.comment('What this tab says about each entity, for the fleet board');
    table.string('entity_ref', 255).primary();
    table.string('verdict', 16).nullable();
    table.text('headline').notNullable();
    table.string('since', 24).notNullable();
    table.string('evaluated_at', 24).notNullable();
    table.string('valid_until', 24).notNullable();
    table.string('next_change_at', 24).nullable();
    table.string('due_at', 24).notNullable();
    table.integer('sequence').notNullable();
    table.index(['due_at'], 'entity_statuses_due_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('entity_statuses');
  await knex.schema.dropTable('dead_letters');
  await knex.schema.dropTable('source_runs');
  await knex.schema.dropTable('source_scopes');
};
