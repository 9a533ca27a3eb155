/**
 * What is promised, and the slices that every figure is computed from. Instants
 * are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_entities', table => {
    table.comment(
      'Entities that declare SLOs, and what is wrong with their files',
    );
    table.string('entity_ref', 255).primary();
    table
      .string('digest', 64)
      .notNullable()
      .comment('Of everything that the rows of the entity were made from');
    table.text('problems').notNullable();
    table.string('seen_at', 24).notNullable();
    table.string('gone_at', 24).nullable();
    table.index(['gone_at'], 'slo_entities_retention_idx');
  });

  await knex.schema.createTable('slo_documents', table => {
    table.comment(
      'The version in use of each SLO file: the last good one where there was one',
    );
    table.string('entity_ref', 255).notNullable();
    table.string('path', 512).notNullable();
    table.text('content').notNullable();
    table.text('url').nullable();
    table
      .boolean('good')
      .notNullable()
      .comment('Whether this version has no error');
    table.primary(['entity_ref', 'path']);
  });

  await knex.schema.createTable('slo_objectives', table => {
    table.comment('One promise each: an objective of an SLO');
    table.string('entity_ref', 255).notNullable();
    table.string('slo_id', 100).notNullable();
    table.text('definition').notNullable();
    table.string('ledger_key', 64).nullable();
    table.string('source_id', 100).nullable();
    table.string('scope_id', 255).nullable();
    table.integer('slice_seconds').nullable();
    table
      .text('unmeasured_reason')
      .nullable()
      .comment('Why no source can measure it');
    table.primary(['entity_ref', 'slo_id']);
    table.index(['source_id', 'scope_id'], 'slo_objectives_source_idx');
    table.index(['ledger_key'], 'slo_objectives_ledger_idx');
  });

  await knex.schema.createTable('slo_readings', table => {
    table.comment(
      'How much of each ledger the source was asked for, without holes',
    );
    table.string('ledger_key', 64).primary();
    table.string('read_from', 24).nullable();
    table.string('read_to', 24).nullable();
    table
      .text('limit_note')
      .nullable()
      .comment('What keeps the source from going back further');
    table
      .text('refusal')
      .nullable()
      .comment('Why the source refuses the queries');
    table.string('updated_at', 24).notNullable();
    table.index(['updated_at'], 'slo_readings_retention_idx');
  });

  await knex.schema.createTable('slo_ledger', table => {
    table.comment(
      'Good and total of each slice, packed: one row per SLO and UTC day',
    );
    table.string('ledger_key', 64).notNullable();
    table.string('day', 10).notNullable();
    table.binary('slices').notNullable();
    table.primary(['ledger_key', 'day']);
    table.index(['day'], 'slo_ledger_retention_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'slo_ledger',
    'slo_readings',
    'slo_objectives',
    'slo_documents',
    'slo_entities',
  ]) {
    await knex.schema.dropTable(table);
  }
};
