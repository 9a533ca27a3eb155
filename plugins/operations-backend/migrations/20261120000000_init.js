/**
 * The fleet board. Instants are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('board_statuses', table => {
    table.comment('The latest word of each tab on each entity');
    table.string('entity_ref', 255).notNullable();
    table.string('capability', 32).notNullable();
    table.string('verdict', 16).nullable();
    table.text('headline').notNullable();
    table.string('since', 24).notNullable();
    table.string('evaluated_at', 24).notNullable();
    table.string('valid_until', 24).notNullable();
    table.string('next_change_at', 24).nullable();
    table.integer('sequence').notNullable();
    table.primary(['entity_ref', 'capability']);
  });

  await knex.schema.createTable('board_entities', table => {
    table.comment('What the fleet table shows and filters of each entity');
    table.string('entity_ref', 255).primary();
    table.string('title', 255).notNullable();
    table.string('kind', 63).notNullable();
    table.string('owner', 255).nullable();
    table.string('system', 255).nullable();
    table.string('tier', 100).nullable();
    table.string('lifecycle', 100).nullable();
    table.string('seen_at', 24).notNullable();
    table.index(['kind', 'owner'], 'board_entities_owner_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('board_entities');
  await knex.schema.dropTable('board_statuses');
};
