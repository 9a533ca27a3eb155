/**
 * What administrators decided of renamed entities, and which backends know.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity_decisions', table => {
    table.string('id', 36).primary();
    table.string('from_ref', 255).notNullable();
    table.string('to_ref', 255).notNullable();
    table.string('decision', 16).notNullable();
    table.string('decided_by', 255).notNullable();
    table.string('decided_at', 24).notNullable();
    table.text('pending').notNullable().comment('Backends to be told');
    table.index(['decided_at'], 'entity_decisions_newest_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('entity_decisions');
};
