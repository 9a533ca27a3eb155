/**
 * Business calendars that cadences heed, what they do to occurrences, and the
 * iCalendar feeds of people.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('checklists', table => {
    table.string('calendar', 100).nullable();
    table
      .integer('plan_version')
      .notNullable()
      .defaultTo(0)
      .comment(
        'Grows when cadence or calendar change: who planned by an older one must not write',
      );
    table
      .string('owner_ref', 255)
      .nullable()
      .comment(
        'Whom the document names as owner; else it is the owner of the entity',
      );
    table.index(['calendar'], 'checklists_calendar_idx');
    table.index(['owner_ref'], 'checklists_owner_idx');
  });

  // Documents are read anew, or nobody would own what they hold.
  await knex('runbook_documents').update({ fingerprint: '' });

  await knex.schema.alterTable('occurrences', table => {
    table
      .string('moved_from', 24)
      .nullable()
      .comment('When it would be due but for its calendar');
    table
      .string('withdrawn_at', 24)
      .nullable()
      .comment('Since when the cadence or the calendar no longer has it');
  });

  await knex.schema.createTable('runbook_calendars', table => {
    table.comment('The configured calendars, with the last good .ics of each');
    table.string('name', 100).primary();
    table
      .string('config_hash', 64)
      .notNullable()
      .comment('SHA-256 of what the configuration says of it');
    table
      .string('fingerprint', 64)
      .nullable()
      .comment('SHA-256 of the .ics text; null while it was never read');
    table.text('ics').nullable();
    table.string('etag', 1000).nullable();
    table.string('read_at', 24).nullable();
  });

  await knex.schema.createTable('feeds', table => {
    table.comment('iCalendar feeds; of a token only its hash is kept');
    table.uuid('id').primary();
    table.string('token_hash', 64).notNullable().unique();
    table.string('scope', 16).notNullable();
    table.string('owner_ref', 255).notNullable();
    table.text('subject_refs').notNullable();
    table.string('created_at', 24).notNullable();
    table.string('last_read_at', 24).nullable();
    table.string('revoked_at', 24).nullable();
    table.index(['owner_ref', 'revoked_at'], 'feeds_owner_idx');
    table.index(['revoked_at'], 'feeds_retention_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('feeds');
  await knex.schema.dropTable('runbook_calendars');
  await knex.schema.alterTable('occurrences', table => {
    table.dropColumn('moved_from');
    table.dropColumn('withdrawn_at');
  });
  await knex.schema.alterTable('checklists', table => {
    table.dropIndex(['calendar'], 'checklists_calendar_idx');
    table.dropIndex(['owner_ref'], 'checklists_owner_idx');
    table.dropColumn('calendar');
    table.dropColumn('owner_ref');
    table.dropColumn('plan_version');
  });
};
