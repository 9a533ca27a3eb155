/**
 * After a rename an SLO goes on in the ledger that it had: under which ref that
 * ledger was begun.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_ledger_names', table => {
    table.string('entity_ref', 255).notNullable();
    table.string('slo_id', 100).notNullable();
    table
      .string('ledger_ref', 255)
      .notNullable()
      .comment('The ref that is part of what the ledger key is made of');
    table.primary(['entity_ref', 'slo_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slo_ledger_names');
};
