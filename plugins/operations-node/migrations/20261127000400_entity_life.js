/**
 * What becomes of rows whose entity is renamed or leaves the catalog. Instants
 * are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity_lives', table => {
    table.comment('Entities that this backend has rows of');
    table.string('entity_ref', 255).primary();
    table
      .text('claims')
      .notNullable()
      .comment(
        'What it claimed when the catalog last had it, and who else did',
      );
    table.string('missing_since', 24).nullable();
    table
      .integer('missing_runs')
      .notNullable()
      .defaultTo(0)
      .comment('How often in a row it was looked for in vain');
    table.index(['missing_since'], 'entity_lives_missing_idx');
  });

  await knex.schema.createTable('entity_renames', table => {
    table.comment('Renames: declared, proposed, in force, declined, closed');
    table.string('id', 36).primary();
    table.string('from_ref', 255).notNullable();
    table.string('to_ref', 255).notNullable();
    table.string('origin', 16).notNullable();
    table.string('state', 16).notNullable();
    table.text('evidence').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('decided_at', 24).nullable();
    table.string('decided_by', 255).nullable();
    table.string('moved_at', 24).nullable();
    table.index(['state'], 'entity_renames_state_idx');
    table.index(['from_ref', 'to_ref'], 'entity_renames_refs_idx');
  });

  await knex.schema.createTable('entity_life_halts', table => {
    table.comment('One row while too much of the catalog is missing at once');
    table.integer('id').primary();
    table.string('since', 24).notNullable();
    table.integer('missing').notNullable();
    table.integer('total').notNullable();
    table.string('confirmed_until', 24).nullable();
    table.integer('confirmed_missing').nullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['entity_life_halts', 'entity_renames', 'entity_lives']) {
    await knex.schema.dropTable(table);
  }
};
