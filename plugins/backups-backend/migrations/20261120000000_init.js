/**
 * What is known of each resource that can be backed up. Instants are ISO-8601
 * UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('protected_resources', table => {
    table.comment(
      'The latest reading of each resource; gone ones keep their last state until retention',
    );
    table.string('source_id', 100).notNullable();
    table.string('resource_key', 512).notNullable();
    table.string('scope_id', 255).notNullable();
    table.string('entity_ref', 255).nullable();
    table.text('binding_note').notNullable();
    table.string('title', 255).notNullable();
    table.string('type', 32).notNullable();
    table.text('record').notNullable();
    table
      .string('points_digest', 64)
      .notNullable()
      .comment(
        'SHA-256 of the recovery points as read: unchanged ones are left alone',
      );
    table.string('seen_at', 24).notNullable();
    table.string('gone_at', 24).nullable();
    table.primary(['source_id', 'resource_key']);
    table.index(['entity_ref'], 'protected_resources_entity_idx');
    table.index(['source_id', 'scope_id'], 'protected_resources_scope_idx');
    // Partial: most rows are present, and must not be found by this index.
    table.index(['gone_at'], 'protected_resources_retention_idx', {
      predicate: knex.whereNotNull('gone_at'),
    });
  });

  await knex.schema.createTable('recovery_points', table => {
    table.comment(
      'Every recovery point ever seen; gone ones stay as history until retention',
    );
    table.string('source_id', 100).notNullable();
    table.string('resource_key', 512).notNullable();
    table.string('point_key', 512).notNullable();
    table.string('kind', 16).notNullable();
    table.string('status', 16).notNullable();
    table.string('provider_status', 255).notNullable();
    table
      .string('ordered_at', 24)
      .notNullable()
      .comment('The data time, else the creation time, else empty');
    table.string('data_time', 24).nullable();
    table.string('created_at', 24).nullable();
    table.string('completed_at', 24).nullable();
    table.string('location', 255).notNullable();
    table.boolean('encrypted').nullable();
    table.string('first_seen_at', 24).notNullable();
    table.string('gone_at', 24).nullable();
    table.primary(['source_id', 'resource_key', 'point_key']);
    table.index(
      ['source_id', 'resource_key', 'gone_at', 'ordered_at'],
      'recovery_points_newest_idx',
    );
    table.index(['gone_at'], 'recovery_points_retention_idx', {
      predicate: knex.whereNotNull('gone_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('recovery_points');
  await knex.schema.dropTable('protected_resources');
};
