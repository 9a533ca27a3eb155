/**
 * Evidence: append-only records, chained per stream.
 * Instants are ISO-8601 UTC texts of fixed length: they sort as text on every database.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence_streams', table => {
    table.comment(
      'One row per stream; it stays when its records are removed, with the last hash',
    );
    table.string('stream', 200).primary();
    table.integer('records').notNullable();
    table
      .string('head', 64)
      .notNullable()
      .comment('Hash of the last record; empty before the first');
    table.string('last_at', 24).notNullable();
    table
      .string('closed_at', 24)
      .nullable()
      .comment('When what it is about ended; only then is it removed one day');
    table.string('pruned_at', 24).nullable();
    table.index(['pruned_at', 'last_at'], 'evidence_streams_retention_idx');
  });

  await knex.schema.createTable('evidence_records', table => {
    table.comment('Only ever added to, and removed by whole streams');
    table.string('stream', 200).notNullable();
    table.integer('seq').notNullable();
    table
      .text('line')
      .notNullable()
      .comment('The record as canonical JSON (RFC 8785), as it is exported');
    table.primary(['stream', 'seq']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('evidence_records');
  await knex.schema.dropTable('evidence_streams');
};
