/**
 * Documents, the checklists read out of them, and the record of working through
 * them. Instants are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('runbook_documents', table => {
    table.comment('The documents that entities point at, as they stand now');
    table.string('entity_ref', 255).notNullable();
    table.string('path', 512).notNullable();
    table.string('title', 1000).notNullable();
    table.text('url').nullable();
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment(
        'SHA-256 of what was read; empty while there is no good version',
      );
    table.string('read_at', 24).nullable();
    table.boolean('stale').notNullable();
    table.text('problems').notNullable();
    table.primary(['entity_ref', 'path']);
  });

  await knex.schema.createTable('checklist_definitions', table => {
    table.comment('Every version of a checklist that is or was in use');
    table.string('hash', 64).primary();
    table.text('definition').notNullable();
    table.string('created_at', 24).notNullable();
    table.index(['created_at'], 'checklist_definitions_retention_idx');
  });

  await knex.schema.createTable('checklists', table => {
    table.comment('The last good version of each checklist');
    table.string('entity_ref', 255).notNullable();
    table.string('checklist_id', 64).notNullable();
    table.string('path', 512).notNullable();
    table.integer('position').notNullable();
    table.string('title', 1000).notNullable();
    table.string('document_title', 1000).notNullable();
    table.string('definition_hash', 64).notNullable();
    table
      .string('first_seen_at', 24)
      .notNullable()
      .comment('What was due before is nobody’s omission');
    table
      .string('opened_until', 24)
      .nullable()
      .comment('Occurrences that opened by then are in the table');
    table
      .string('next_open_at', 24)
      .nullable()
      .comment('When the next one opens; empty: to be found out; null: never');
    table.string('gone_at', 24).nullable();
    table.primary(['entity_ref', 'checklist_id']);
    table.index(['next_open_at'], 'checklists_next_open_idx');
    table.index(['definition_hash'], 'checklists_definition_idx');
    table.index(['gone_at'], 'checklists_retention_idx');
  });

  await knex.schema.createTable('occurrences', table => {
    table.comment(
      'The times that checklists came round, once over all replicas',
    );
    table.string('entity_ref', 255).notNullable();
    table.string('checklist_id', 64).notNullable();
    table.string('scheduled_at', 24).notNullable();
    table.string('opens_at', 24).notNullable();
    table.string('due_at', 24).notNullable();
    table.string('missed_at', 24).notNullable();
    table.uuid('run_id').nullable();
    table.string('done_at', 24).nullable();
    table.primary(['entity_ref', 'checklist_id', 'scheduled_at']);
    table.index(['scheduled_at'], 'occurrences_retention_idx');
  });

  await knex.schema.createTable('runs', table => {
    table.comment('Each working-through of one version of a checklist');
    table.uuid('id').primary();
    table.string('entity_ref', 255).notNullable();
    table.string('checklist_id', 64).notNullable();
    table.string('title', 1000).notNullable();
    table.string('path', 512).notNullable();
    table.integer('line').notNullable();
    table.text('url').nullable();
    table.string('definition_hash', 64).notNullable();
    table.string('scheduled_at', 24).nullable();
    table.string('due_at', 24).nullable();
    table.string('state', 16).notNullable();
    table.boolean('has_checks').notNullable();
    table.string('started_at', 24).notNullable();
    table.string('started_by', 255).notNullable();
    table.string('ended_at', 24).nullable();
    table.string('ended_by', 255).nullable();
    table.text('reason').nullable();
    table.integer('closed').notNullable();
    table.integer('total').notNullable();
    table.integer('failed').notNullable();
    table.text('last_text').nullable();
    table.string('last_actor', 255).nullable();
    table.string('last_at', 24).nullable();
    table.integer('event_count').notNullable();
    table.index(['entity_ref', 'state', 'ended_at', 'id'], 'runs_history_idx');
    table.index(
      ['entity_ref', 'checklist_id', 'ended_at'],
      'runs_of_checklist_idx',
    );
    table.index(['state', 'ended_at'], 'runs_retention_idx');
    table.index(['definition_hash'], 'runs_definition_idx');
  });

  await knex.schema.createTable('run_steps', table => {
    table.comment('How each step of a run stands');
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE');
    table.string('step_id', 255).notNullable();
    table.integer('position').notNullable();
    table.string('state', 16).notNullable();
    table.text('reason').nullable();
    table.text('note').nullable();
    table.string('actor', 255).nullable();
    table.string('at', 24).nullable();
    table.string('method', 16).notNullable();
    table.text('check_result').nullable();
    table.integer('version').notNullable();
    table.primary(['run_id', 'step_id']);
  });

  await knex.schema.createTable('run_events', table => {
    table.comment('What happened in a run, in its order; only ever added to');
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.string('at', 24).notNullable();
    table.string('kind', 16).notNullable();
    table.string('actor', 255).nullable();
    table.string('step_id', 255).nullable();
    table.string('state', 16).nullable();
    table.text('reason').nullable();
    table.text('note').nullable();
    table.text('evidence').nullable();
    table.primary(['run_id', 'seq']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'run_events',
    'run_steps',
    'runs',
    'occurrences',
    'checklists',
    'checklist_definitions',
    'runbook_documents',
  ]) {
    await knex.schema.dropTable(table);
  }
};
