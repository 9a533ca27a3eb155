/**
 * The deployment ledger. Instants are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ledger_entities', table => {
    table.comment(
      'Locked while the deployments of an entity are written: two sources that report one deployment must see each other',
    );
    table.string('entity_ref', 255).primary();
    table.string('written_at', 24).notNullable();
  });

  await knex.schema.createTable('deployments', table => {
    table.comment(
      'One row per deployment, merged from the reports of all sources',
    );
    table.string('id', 36).primary();
    table.string('entity_ref', 255).notNullable();
    table
      .string('environment_id', 255)
      .nullable()
      .comment('Null where no rule fits the place');
    table.text('place').notNullable();
    table.string('status', 16).notNullable();
    table.string('author', 200).nullable();
    table.string('started_at', 24).notNullable();
    table.string('finished_at', 24).nullable();
    table.text('body').notNullable();
    table.index(['entity_ref', 'started_at', 'id'], 'deployments_newest_idx');
    table.index(
      ['entity_ref', 'environment_id', 'started_at'],
      'deployments_environment_idx',
    );
    table.index(['entity_ref', 'author'], 'deployments_author_idx');
    table.index(['started_at'], 'deployments_retention_idx');
  });

  await knex.schema.createTable('deployment_reports', table => {
    table.comment('The ledger: one row per deployment attempt and source');
    table.string('source_id', 100).notNullable();
    table.string('report_key', 255).notNullable();
    table.string('scope_id', 255).notNullable();
    table
      .string('deployment_id', 36)
      .nullable()
      .comment('Null while no entity claims it');
    table.string('entity_ref', 255).nullable();
    table.text('binding_keys').notNullable();
    table.text('binding_note').notNullable();
    table.text('environment_facts').notNullable();
    table.string('environment_id', 255).nullable();
    table.string('started_at', 24).notNullable();
    table.text('attempt').notNullable();
    table
      .string('content_hash', 64)
      .notNullable()
      .comment('Of the record as it arrived: unchanged ones are not written');
    table.string('first_seen_at', 24).notNullable();
    table.primary(['source_id', 'report_key']);
    table.index(['deployment_id'], 'deployment_reports_deployment_idx');
    table.index(
      ['entity_ref', 'environment_id', 'started_at'],
      'deployment_reports_candidates_idx',
    );
    table.index(
      ['entity_ref', 'source_id', 'scope_id'],
      'deployment_reports_scopes_idx',
    );
    table.index(['source_id', 'scope_id'], 'deployment_reports_scope_idx');
    table.index(['started_at'], 'deployment_reports_retention_idx');
  });

  await knex.schema.createTable('deployment_transitions', table => {
    table.comment(
      'Every status that a source reported; repetitions are left out',
    );
    table.string('source_id', 100).notNullable();
    table.string('report_key', 255).notNullable();
    table.string('at', 24).notNullable();
    table.string('provider_state', 200).notNullable();
    table.string('status', 16).notNullable();
    table.text('note').nullable();
    table.primary(['source_id', 'report_key', 'at', 'provider_state']);
  });

  await knex.schema.createTable('running_versions', table => {
    table.comment(
      'What runs by the latest reading; gone ones are kept until retention',
    );
    table.string('source_id', 100).notNullable();
    table.string('workload_key', 255).notNullable();
    table.string('scope_id', 255).notNullable();
    table.string('entity_ref', 255).nullable();
    table.text('binding_keys').notNullable();
    table.text('binding_note').notNullable();
    table.text('environment_facts').notNullable();
    table.string('environment_id', 255).nullable();
    table.text('record').notNullable();
    table.string('seen_at', 24).notNullable();
    table.string('gone_at', 24).nullable();
    table.primary(['source_id', 'workload_key']);
    table.index(['entity_ref'], 'running_versions_entity_idx');
    table.index(['source_id', 'scope_id'], 'running_versions_scope_idx');
    table.index(['gone_at'], 'running_versions_retention_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('running_versions');
  await knex.schema.dropTable('deployment_transitions');
  await knex.schema.dropTable('deployment_reports');
  await knex.schema.dropTable('deployments');
  await knex.schema.dropTable('ledger_entities');
};
