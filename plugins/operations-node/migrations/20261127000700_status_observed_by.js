/**
 * What a verdict was observed by, as JSON: it is shown with the verdict, and
 * nobody asks for it by its parts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('entity_statuses', table => {
    table.text('observed_by').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('entity_statuses', table => {
    table.dropColumn('observed_by');
  });
};
