const COLUMNS = [
  'bucket_tokens',
  'bucket_at',
  'budget_limit',
  'budget_remaining',
  'budget_resets_at',
  'budget_observed_at',
];

/**
 * Budgets of calls get a table of their own, because several scopes may spend
 * from one. What the scopes had is let go: a bucket fills up by itself, and a
 * provider says with its next answer what is left.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('call_budgets', table => {
    table.comment(
      'Calls that may still be made: per scope, or per credentials that scopes share',
    );
    table.string('budget_key', 400).primary();
    table.double('bucket_tokens').nullable();
    table.string('bucket_at', 24).nullable();
    table.integer('budget_limit').nullable();
    table.integer('budget_remaining').nullable();
    table.string('budget_resets_at', 24).nullable();
    table.string('budget_observed_at', 24).nullable();
    table
      .string('touched_at', 24)
      .notNullable()
      .comment('When a call was last counted, for the retention');
    table.index(['touched_at'], 'call_budgets_retention_idx');
  });
  for (const column of COLUMNS) {
    // Not by knex's builder, which copies the whole table on SQLite.
    await knex.raw('alter table source_scopes drop column ??', [column]);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('source_scopes', table => {
    table.double('bucket_tokens').nullable();
    table.string('bucket_at', 24).nullable();
    table.integer('budget_limit').nullable();
    table.integer('budget_remaining').nullable();
    table.string('budget_resets_at', 24).nullable();
    table.string('budget_observed_at', 24).nullable();
  });
  await knex.schema.dropTable('call_budgets');
};
