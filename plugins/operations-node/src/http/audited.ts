import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** Runs a write inside an audit event that is always closed, with success or with the error. */
export async function audited<T>(
  auditor: AuditorService,
  event: { eventId: string; request: Request; meta: JsonObject },
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
  await auditEvent.success();
  return result;
}
