import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import type { Request } from 'express';

export interface AuditedWrite<T> {
  eventId: string;
  /** Absent for an action of the registry; `meta` then names who asked. */
  request?: Request;
  meta: JsonObject;
  /** What of the result belongs into the audit log. */
  resultMeta?: (result: T) => JsonObject;
}

/** Runs a write inside an audit event that is always closed, with success or with the error. */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditedWrite<T>,
  write: () => Promise<T>,
): Promise<T> {
  const auditEvent = await auditor.createEvent({
    eventId: event.eventId,
    request: event.request,
    severityLevel: 'medium',
    meta: event.meta,
  });
  let result: T;
  try {
    result = await write();
  } catch (error) {
    await auditEvent.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
  await auditEvent.success(
    event.resultMeta && { meta: event.resultMeta(result) },
  );
  return result;
}
