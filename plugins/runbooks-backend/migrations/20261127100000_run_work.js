/**
 * Working through a run with others: what was attached to its steps, the second
 * person, hand-over, corrections, and how fast it was ticked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.string('assignee', 255).nullable();
    table.string('target', 64).nullable().comment('ISO-8601 duration');
    table.integer('awaiting').notNullable().defaultTo(0);
    table.integer('ticked').nullable().comment('Null while it is under way');
    table.integer('hurried').nullable();
    table
      .uuid('corrects')
      .nullable()
      .comment('The ended run that this one corrects; once only');
    table.unique(['corrects'], { indexName: 'runs_corrects_idx' });
    table.index(['started_at'], 'runs_started_idx');
  });

  await knex.schema.alterTable('run_steps', table => {
    table.string('confirmed_by', 255).nullable();
    table.string('confirmed_at', 24).nullable();
  });

  await knex.schema.alterTable('run_events', table => {
    table.text('attachment').nullable();
    table.string('handed_to', 255).nullable();
  });

  await knex.schema.createTable('run_evidence', table => {
    table.comment('What people attached to steps; only ever added to');
    table.uuid('id').primary();
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE');
    table.string('step_id', 255).notNullable();
    table.integer('seq').notNullable().comment('Of the event that it came by');
    table.text('evidence').notNullable().comment('JSON, without the bytes');
    table.index(['run_id', 'step_id', 'seq'], 'run_evidence_of_run_idx');
  });

  await knex.schema.createTable('run_files', table => {
    table.comment(
      'The bytes of attached files, apart so that no list reads them',
    );
    table.uuid('evidence_id').primary();
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE');
    table.binary('bytes').notNullable();
    table.index(['run_id'], 'run_files_of_run_idx');
  });

  await knex.schema.createTable('run_watchers', table => {
    table.comment('Who has a run on screen: they are told when it changes');
    table
      .uuid('run_id')
      .notNullable()
      .references('id')
      .inTable('runs')
      .onDelete('CASCADE');
    table.string('user_ref', 255).notNullable();
    table.string('seen_at', 24).notNullable();
    table.primary(['run_id', 'user_ref']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of ['run_watchers', 'run_files', 'run_evidence']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('run_events', table => {
    table.dropColumns('attachment', 'handed_to');
  });
  await knex.schema.alterTable('run_steps', table => {
    table.dropColumns('confirmed_by', 'confirmed_at');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropIndex(['started_at'], 'runs_started_idx');
    table.dropUnique(['corrects'], 'runs_corrects_idx');
    table.dropColumns(
      'assignee',
      'target',
      'awaiting',
      'ticked',
      'hurried',
      'corrects',
    );
  });
};
