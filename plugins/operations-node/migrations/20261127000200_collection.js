/**
 * Budgets of calls per scope, the gate that limits how many scopes of a source
 * are read at once, what a run's credentials lacked, and the life of a dead letter.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('source_scopes', table => {
    table.text('missing_permission').nullable();
    table.double('bucket_tokens').nullable();
    table.string('bucket_at', 24).nullable();
    table.integer('budget_limit').nullable();
    table.integer('budget_remaining').nullable();
    table.string('budget_resets_at', 24).nullable();
    table.string('budget_observed_at', 24).nullable();
    table.index(['removed_at'], 'source_scopes_retention_idx');
  });
  await knex.schema.alterTable('source_runs', table => {
    table.text('missing_permission').nullable();
  });

  await knex.schema.createTable('source_gates', table => {
    table.comment(
      'One row per source: whoever leases a scope locks it first, so that the number of leases is counted exactly',
    );
    table.string('source_id', 100).primary();
    table.integer('leases').notNullable().defaultTo(0);
  });

  await knex.schema.alterTable('dead_letters', table => {
    table.string('state', 16).notNullable().defaultTo('waiting');
    table.string('refused_by', 16).notNullable().defaultTo('source');
    table.text('not_replayable').nullable();
    table.integer('replays').notNullable().defaultTo(0);
    table.string('last_replay_at', 24).nullable();
    table.index(
      ['source_id', 'last_arrived_at', 'id'],
      'dead_letters_source_idx',
    );
    table.index(['state', 'last_arrived_at'], 'dead_letters_archive_idx');
  });
  // What was kept so far may have been cut: nobody wrote down whether it was.
  await knex('dead_letters').update({
    not_replayable:
      'it was kept by an earlier version, which may have cut it; read the scope again',
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('dead_letters', table => {
    table.dropIndex(['state', 'last_arrived_at'], 'dead_letters_archive_idx');
    table.dropIndex(
      ['source_id', 'last_arrived_at', 'id'],
      'dead_letters_source_idx',
    );
    table.dropColumns(
      'state',
      'refused_by',
      'not_replayable',
      'replays',
      'last_replay_at',
    );
  });
  await knex.schema.dropTable('source_gates');
  await knex.schema.alterTable('source_runs', table => {
    table.dropColumns('missing_permission');
  });
  await knex.schema.alterTable('source_scopes', table => {
    table.dropIndex(['removed_at'], 'source_scopes_retention_idx');
    table.dropColumns(
      'missing_permission',
      'bucket_tokens',
      'bucket_at',
      'budget_limit',
      'budget_remaining',
      'budget_resets_at',
      'budget_observed_at',
    );
  });
};
