/**
 * Deliveries of webhooks as they arrived, and what is known of each receiver.
 * Instants are ISO-8601 UTC texts of fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('webhook_deliveries', table => {
    table.comment('Deliveries as they arrived, until they are processed');
    table.string('id', 36).primary();
    table.string('sender', 50).notNullable();
    table.string('receiver', 100).notNullable();
    // The sender's id where it is signed, else a digest of the body.
    table.string('delivery_key', 300).notNullable();
    table.binary('body').notNullable();
    table.string('received_at', 24).notNullable();
    table.string('state', 16).notNullable();
    // Not to be taken up before: a pause after a failure, or somebody's lease.
    table.string('due_at', 24).notNullable();
    table.integer('lease_number').notNullable().defaultTo(0);
    table.integer('tries').notNullable().defaultTo(0);
    table.text('reason').nullable();
    table.string('processed_at', 24).nullable();
    table.unique(['sender', 'receiver', 'delivery_key'], {
      indexName: 'webhook_deliveries_key_uniq',
    });
    table.index(['state', 'due_at'], 'webhook_deliveries_due_idx');
    table.index(
      ['sender', 'receiver', 'state', 'received_at'],
      'webhook_deliveries_receiver_idx',
    );
    table.index(['received_at'], 'webhook_deliveries_retention_idx');
  });

  await knex.schema.createTable('webhook_receivers', table => {
    table.comment('When each receiver last heard from its sender');
    table.string('sender', 50).notNullable();
    table.string('receiver', 100).notNullable();
    table.string('since', 24).notNullable();
    table.string('last_received_at', 24).nullable();
    table.string('last_refused_at', 24).nullable();
    table.string('last_refusal', 32).nullable();
    // Set while the sender has been silent for longer than expected.
    table.string('silent_since', 24).nullable();
    table.primary(['sender', 'receiver']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_receivers');
  await knex.schema.dropTable('webhook_deliveries');
};
