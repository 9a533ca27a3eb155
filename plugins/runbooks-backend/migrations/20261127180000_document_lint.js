/**
 * What the policy lint found in a document.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runbook_documents', table => {
    table.text('lint').notNullable().defaultTo('[]');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runbook_documents', table => {
    table.dropColumn('lint');
  });
};
