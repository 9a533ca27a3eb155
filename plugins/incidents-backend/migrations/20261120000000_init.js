/**
 * Alerts, incidents and the webhook inbox. Instants are ISO-8601 UTC texts of
 * fixed length.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('alerts', table => {
    table.comment('One row per firing of an alert: fingerprint and start');
    table.string('id', 36).primary();
    table.string('source_id', 100).notNullable();
    table.string('scope_id', 255).notNullable();
    table.string('fingerprint', 100).notNullable();
    table.string('starts_at', 24).notNullable();
    table.string('ends_at', 24).nullable();
    table.string('state', 16).notNullable();
    table.string('class', 16).notNullable();
    table.string('name', 255).notNullable();
    table.string('entity_ref', 255).nullable();
    table.string('incident_id', 36).nullable();
    table.text('record').notNullable();
    table.string('first_seen_at', 24).notNullable();
    table.string('last_seen_at', 24).notNullable();
    // When we learnt of the end, as against when it was.
    table.string('ended_seen_at', 24).nullable();
    table.unique(['scope_id', 'fingerprint', 'starts_at'], {
      indexName: 'alerts_firing_uniq',
    });
    table.index(['entity_ref', 'state'], 'alerts_entity_idx');
    table.index(['scope_id', 'state'], 'alerts_scope_idx');
    table.index(['incident_id'], 'alerts_incident_idx');
    table.index(['ends_at'], 'alerts_retention_idx');
  });

  await knex.schema.createTable('incidents', table => {
    table.string('id', 36).primary();
    table.string('number', 20).notNullable().unique();
    table.string('entity_ref', 255).notNullable();
    table.string('title', 255).notNullable();
    table.string('severity', 2).notNullable();
    table.string('state', 20).notNullable();
    table.boolean('open').notNullable();
    table.integer('version').notNullable();
    table.string('opened_at', 24).notNullable();
    table.string('opened_by', 255).notNullable();
    table.string('acknowledged_at', 24).nullable();
    table.string('acknowledged_by', 255).nullable();
    table.string('mitigated_at', 24).nullable();
    table.string('resolved_at', 24).nullable();
    table.string('commander', 255).nullable();
    // Holds the entity while a rule's incident is open, so that only one opens.
    table.string('rule_key', 255).nullable().unique();
    // Null until the owner has been told.
    table.string('announced_at', 24).nullable();
    table.index(['entity_ref', 'open', 'opened_at'], 'incidents_entity_idx');
    table.index(['open', 'announced_at'], 'incidents_announcement_idx');
    table.index(['open', 'opened_at'], 'incidents_retention_idx');
  });

  await knex.schema.createTable('incident_counters', table => {
    table.comment('The last number given out in each year');
    table.integer('year').primary();
    table.integer('last').notNullable();
  });

  await knex.schema.createTable('incident_events', table => {
    table.comment('What happened, append-only');
    table.string('id', 36).primary();
    table.string('incident_id', 36).notNullable();
    table.integer('seq').notNullable();
    table.string('at', 24).notNullable();
    table.string('type', 32).notNullable();
    table.string('actor', 255).notNullable();
    table.text('text').notNullable();
    table.unique(['incident_id', 'seq'], {
      indexName: 'incident_events_seq_uniq',
    });
  });

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

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'webhook_inbox',
    'incident_events',
    'incident_counters',
    'incidents',
    'alerts',
  ]) {
    await knex.schema.dropTable(table);
  }
};
