/**
 * Moves the deliveries into the shared table, which must be there already, and
 * drops the table they were in.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const old = knex('webhook_inbox').select(
    'id',
    knex.raw('? as sender', ['alertmanager']),
    'receiver',
    // The same digest of receiver and body, under the name it has now.
    knex.raw("'body:' || delivery_key as delivery_key"),
    'body',
    'received_at',
    'state',
    'next_try_at as due_at',
    'tries',
    'reason',
    'processed_at',
    'received_at as first_received_at',
    // What was set aside is a dead letter in the shared table.
    knex.raw(
      "case when state = 'quarantined' then 'waiting' end as letter_state",
    ),
  );
  await knex(
    knex.raw('webhook_deliveries (??)', [
      [
        'id',
        'sender',
        'receiver',
        'delivery_key',
        'body',
        'received_at',
        'state',
        'due_at',
        'tries',
        'reason',
        'processed_at',
        'first_received_at',
        'letter_state',
      ],
    ]),
  ).insert(old);
  await knex.schema.dropTable('webhook_inbox');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.createTable('webhook_inbox', table => {
    table.comment('Deliveries as they arrived, until they are processed');
    table.string('id', 36).primary();
    table.string('receiver', 100).notNullable();
    table.string('delivery_key', 64).notNullable().unique();
    table.binary('body').notNullable();
    table.string('received_at', 24).notNullable();
    table.string('state', 16).notNullable();
    table.integer('tries').notNullable().defaultTo(0);
    table.string('next_try_at', 24).notNullable();
    table.text('reason').nullable();
    table.string('processed_at', 24).nullable();
    table.index(['state', 'received_at'], 'webhook_inbox_waiting_idx');
  });
};
