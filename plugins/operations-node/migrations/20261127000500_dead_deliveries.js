/**
 * A delivery that was set aside is a dead letter itself, with the life of one.
 * So far a copy of it lay among the dead letters of the source that reads the
 * same things, and stayed there when the delivery was processed after all.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('webhook_deliveries', table => {
    table.string('first_received_at', 24).nullable();
    table.integer('times').notNullable().defaultTo(1);
    // Null for a delivery that was never set aside.
    table.string('letter_state', 16).nullable();
    table.string('refused_by', 16).nullable();
    table.text('excerpt').nullable();
    table.integer('replays').notNullable().defaultTo(0);
    table.string('last_replay_at', 24).nullable();
    table.index(
      ['letter_state', 'sender', 'receiver', 'received_at'],
      'webhook_deliveries_letters_idx',
    );
  });
  await knex('webhook_deliveries').update({
    first_received_at: knex.ref('received_at'),
  });
  await knex('webhook_deliveries')
    .where({ state: 'quarantined' })
    .update({ letter_state: 'waiting' });
  // The copies were written at the same instant as the deliveries were set aside.
  await knex('dead_letters')
    .where('reason', 'like', 'Webhook: %')
    .whereExists(
      knex('webhook_deliveries').whereRaw(
        "webhook_deliveries.state = 'quarantined' and webhook_deliveries.receiver = dead_letters.scope_id and webhook_deliveries.processed_at = dead_letters.last_arrived_at",
      ),
    )
    .delete();
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('webhook_deliveries', table => {
    table.dropIndex(
      ['letter_state', 'sender', 'receiver', 'received_at'],
      'webhook_deliveries_letters_idx',
    );
    table.dropColumns(
      'first_received_at',
      'times',
      'letter_state',
      'refused_by',
      'excerpt',
      'replays',
      'last_replay_at',
    );
  });
};
